// The real server against the client of npm's ws, as a kiosk or screen that others wrote might use it. Run by ctest with
// the path of the program in BUDUAN_BINARY.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

const { WebSocket } = createRequire(new URL("../../../signage/package.json", import.meta.url))("ws");

const patience = 60_000;
let folder;
let server;
let ended;
let port;

before(async () => {
    folder = await mkdtemp(join(tmpdir(), "buduan-ws-"));
    const files = { data: join(folder, "data"), port: join(folder, "port") };
    server = spawn(
        process.env.BUDUAN_BINARY,
        ["serve", "--demonstration", "--no-people", "--data", files.data, "--port", "0", "--port-file", files.port],
        { stdio: ["ignore", "ignore", "inherit"] },
    );
    ended = once(server, "exit");
    for (const until = Date.now() + patience; !port; ) {
        assert.ok(server.exitCode === null && Date.now() < until, "the server does not serve");
        await new Promise((resolve) => setTimeout(resolve, 50));
        port = Number(await readFile(files.port, "utf8").catch(() => ""));
    }
});

after(async () => {
    if (!server.killed) server.kill("SIGTERM"); // a second signal would end the waiting for an orderly end
    const [code] = await ended;
    await rm(folder, { recursive: true });
    assert.equal(code, 0);
});

// A client whose messages wait in a row until somebody asks for them.
async function connect(protocols = "buduan.v1.json", options = {}) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, protocols, { perMessageDeflate: false, ...options });
    const heard = [];
    let wake = () => {};
    socket.on("message", (bytes, binary) => {
        heard.push({ bytes, binary });
        wake();
    });
    await once(socket, "open");
    const next = async () => {
        while (heard.length === 0) await new Promise((resolve) => (wake = resolve));
        return heard.shift();
    };
    return {
        socket,
        next,
        say: (frame) => socket.send(JSON.stringify(frame)),
        nextFrame: async () => JSON.parse((await next()).bytes.toString()),
    };
}

async function closed(socket) {
    const [code, reason] = await once(socket, "close");
    return { code, reason: reason.toString() };
}

async function refusal(options, protocols = "buduan.v1.json") {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, protocols, options);
    socket.on("error", () => {});
    const [, response] = await once(socket, "unexpected-response");
    socket.terminate();
    return response.statusCode;
}

test("a client is welcomed, follows a board, resumes, leaves, and is answered to its heartbeat", async () => {
    const client = await connect();
    assert.equal(client.socket.protocol, "buduan.v1.json");
    assert.ok((await client.nextFrame()).welcome.heartbeatS > 0);

    client.say({ request: 1, subscribe: { topic: "board/shanting" } });
    assert.deepEqual((await client.nextFrame()).subscribed, { topic: "board/shanting" });
    const picture = await client.nextFrame();
    assert.equal(picture.topic, "board/shanting");
    assert.ok(picture.board.zones.length > 0);

    client.say({ request: 2, subscribe: { topic: "board/shanting", from: picture.position } });
    assert.deepEqual((await client.nextFrame()).subscribed, { topic: "board/shanting", resumed: true });

    client.say({ request: 3, ping: { clientMs: "7" } });
    assert.equal((await client.nextFrame()).pong.clientMs, "7");

    const end = closed(client.socket);
    client.socket.close(1000, "bye");
    assert.equal((await end).code, 1000);
});

test("a client that asks for protobuf hears binary frames", async () => {
    const client = await connect("buduan.v1.proto");
    assert.equal(client.socket.protocol, "buduan.v1.proto");
    assert.equal((await client.next()).binary, true);
    client.socket.terminate();
});

test("a subscription in fragments with a ping between them is understood", async () => {
    const client = await connect();
    await client.nextFrame();
    const ponged = once(client.socket, "pong");
    client.socket.send('{"request":1,"subscribe":{"topic":', { fin: false });
    client.socket.ping("between");
    client.socket.send('"state/shanting"}}', { fin: true });
    assert.equal((await ponged)[0].toString(), "between");
    assert.equal((await client.nextFrame()).subscribed.topic, "state/shanting");
    client.socket.terminate();
});

test("what the server does not understand is a problem with a code, and the connection lives on", async () => {
    const client = await connect();
    await client.nextFrame();
    client.say({ request: 4, subscribe: { topic: "board/nowhere" } });
    assert.equal((await client.nextFrame()).problem.code, "unknown_topic");
    client.say({ request: 5, callNext: {} });
    assert.equal((await client.nextFrame()).problem.code, "invalid_field");
    client.say({ request: 6, ping: { clientMs: "1" } });
    assert.equal((await client.nextFrame()).request, 6);
    client.socket.terminate();
});

test("a message beyond the limit, and text that is none, end the connection with their codes", async () => {
    const large = await connect();
    const largeEnd = closed(large.socket);
    large.socket.send("x".repeat(64 * 1024 + 1));
    assert.equal((await largeEnd).code, 1009);

    const broken = await connect();
    const brokenEnd = closed(broken.socket);
    broken.socket.send(Buffer.from([0xc0, 0xaf]), { binary: false });
    assert.equal((await brokenEnd).code, 1007);
});

test("a foreign page and an unknown subprotocol are refused before the upgrade", async () => {
    assert.equal(await refusal({ origin: "https://elsewhere.example" }), 403);
    assert.ok((await refusal({}, "chat")) >= 400);
});

test("a server that stops tells its clients to come back", async () => {
    const client = await connect();
    const end = closed(client.socket);
    server.kill("SIGTERM");
    const { code, reason } = await end;
    assert.equal(code, 1012);
    assert.match(reason, /retry/);
});
