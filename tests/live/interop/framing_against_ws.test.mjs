// The framing of server/live against the client of npm's ws: each must understand what the other writes, and each
// breach of RFC 6455 must be answered with its code. Run by ctest with the path of framing_server in FRAMING_SERVER.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";

const { WebSocket } = createRequire(new URL("../../../signage/package.json", import.meta.url))("ws");

let server;
let url;

before(async () => {
    server = spawn(process.env.FRAMING_SERVER, { stdio: ["pipe", "pipe", "inherit"] });
    const [line] = await once(server.stdout, "data");
    url = `ws://127.0.0.1:${Number(line)}/`;
});

after(() => server.stdin.end());

async function connect() {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    await once(socket, "open");
    return socket;
}

async function closed(socket) {
    const [code, reason] = await once(socket, "close");
    return { code, reason: reason.toString() };
}

async function ended(socket) {
    const end = closed(socket);
    socket.close();
    await end;
}

// A repeatable stream of bytes.
function bytes(length, seed = 1) {
    const made = Buffer.alloc(length);
    let state = seed >>> 0 || 1;
    for (let i = 0; i < length; ++i) {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        made[i] = state & 0xff;
    }
    return made;
}

// One frame as no well-behaved client writes it.
function frame({ first = 0x81, masked = true, payload = Buffer.alloc(0), declared = payload.length }) {
    const head = [first];
    if (declared < 126) {
        head.push((masked ? 0x80 : 0) | declared);
    } else {
        head.push((masked ? 0x80 : 0) | 127, 0, 0, 0, 0, ...[24, 16, 8, 0].map((shift) => (declared >>> shift) & 0xff));
    }
    return Buffer.concat([Buffer.from(head), masked ? Buffer.alloc(4) : Buffer.alloc(0), payload]);
}

async function breach(...frames) {
    const socket = await connect();
    const end = closed(socket);
    for (const one of frames) socket._socket.write(one);
    return (await end).code;
}

const lengths = [0, 1, 125, 126, 127, 1000, 65_535, 65_536];

test("binary messages of every form of length come back as they were", async () => {
    const socket = await connect();
    for (const length of lengths) {
        const sent = bytes(length, length + 1);
        socket.send(sent);
        const [heard, binary] = await once(socket, "message");
        assert.equal(binary, true);
        assert.ok(heard.equals(sent), `${length} bytes`);
    }
    await ended(socket);
});

test("text comes back as text, also beyond the basic plane", async () => {
    const socket = await connect();
    for (const text of ["", "请A023号到5号窗口办理", "𠮷野家 𬴂", "x".repeat(65_536)]) {
        socket.send(text);
        const [heard, binary] = await once(socket, "message");
        assert.equal(binary, false);
        assert.equal(heard.toString(), text);
    }
    await ended(socket);
});

test("a message in fragments with a ping between them comes back whole, and the pong first", async () => {
    const socket = await connect();
    const heard = [];
    socket.on("pong", (payload) => heard.push(`pong ${payload}`));
    const whole = once(socket, "message");
    socket.send("不", { fin: false });
    socket.ping("still there");
    socket.send(Buffer.from("断").subarray(0, 1), { fin: false, binary: false });
    socket.send(Buffer.from("断").subarray(1), { fin: true, binary: false });
    const [message] = await whole;
    heard.push(message.toString());
    assert.deepEqual(heard, ["pong still there", "不断"]);
    await ended(socket);
});

test("a burst of messages comes back complete and in order", async () => {
    const socket = await connect();
    const sent = Array.from({ length: 300 }, (_, i) => bytes((i * 7919) % 5000, i + 1));
    const heard = [];
    const all = new Promise((resolve) => {
        socket.on("message", (one) => {
            heard.push(one);
            if (heard.length === sent.length) resolve();
        });
    });
    for (const one of sent) socket.send(one);
    await all;
    assert.ok(sent.every((one, i) => one.equals(heard[i])));
    await ended(socket);
});

test("frames of the server that need 64-bit lengths are understood", async () => {
    const socket = await connect();
    socket.send("!big 3000000");
    const [heard] = await once(socket, "message");
    assert.equal(heard.length, 3_000_000);
    await ended(socket);
});

test("a ping of the server is answered, and its answer is heard", async () => {
    const socket = await connect();
    const pinged = once(socket, "ping");
    const answered = once(socket, "message");
    socket.send("!ping 心跳");
    assert.equal((await pinged)[0].toString(), "心跳");
    assert.equal((await answered)[0].toString(), "pong");
    await ended(socket);
});

test("the client's close comes back with its code and reason", async () => {
    for (const [code, reason] of [[1000, "再见"], [1001, ""], [3000, "x"], [4999, "y".repeat(123)]]) {
        const socket = await connect();
        const end = closed(socket);
        socket.close(code, reason);
        assert.deepEqual(await end, { code, reason });
    }
    const silent = await connect();
    const end = closed(silent);
    silent.close();
    assert.equal((await end).code, 1005);
});

test("every close code that the server may state is one the client accepts", async () => {
    for (const code of [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 1012, 1013, 4000, 4001, 4002, 4003]) {
        const socket = await connect();
        const end = closed(socket);
        socket.send(`!close ${code} 原因`);
        assert.deepEqual(await end, { code, reason: "原因" });
    }
});

test("each breach is answered with its code", async () => {
    const table = [
        ["a frame without a mask", 1002, [frame({ masked: false, payload: Buffer.from("x") })]],
        ["a reserved bit", 1002, [frame({ first: 0xc1 })]],
        ["an unknown opcode", 1002, [frame({ first: 0x83 })]],
        ["a ping in fragments", 1002, [frame({ first: 0x09 })]],
        ["a ping of 126 bytes", 1002, [frame({ first: 0x89, payload: Buffer.alloc(126), declared: 126 })]],
        ["a continuation of nothing", 1002, [frame({ first: 0x80 })]],
        ["a message inside another", 1002, [frame({ first: 0x01 }), frame({ first: 0x81 })]],
        ["a close of one byte", 1002, [frame({ first: 0x88, payload: Buffer.from([3]) })]],
        ["a close with a code of nobody", 1002, [frame({ first: 0x88, payload: Buffer.from([3, 0xed]) })]],
        ["text that is not UTF-8", 1007, [frame({ payload: Buffer.from([0xc0, 0xaf]) })]],
        ["a close reason that is not UTF-8", 1007, [frame({ first: 0x88, payload: Buffer.from([3, 0xe8, 0xff]) })]],
        ["a frame that declares a gigabyte", 1009, [frame({ declared: 1 << 30 })]],
        ["a message that grows beyond the limit", 1009, [
            frame({ first: 0x02, payload: bytes(65_536), declared: 65_536 }),
            frame({ first: 0x80, payload: Buffer.from("x") }),
        ]],
        ["a message in too many fragments", 1008, [
            frame({ first: 0x01 }),
            ...Array.from({ length: 64 }, () => frame({ first: 0x00 })),
        ]],
    ];
    for (const [what, code, frames] of table) {
        assert.equal(await breach(...frames), code, what);
    }
});
