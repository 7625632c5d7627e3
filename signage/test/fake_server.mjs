// A server with nothing behind it: serves dist/ and says over HTTP and WebSocket exactly what a test tells it to say, with
// the routes, frames and headers of the real one. Run by hand it shows the pages: node test/fake_server.mjs [port]

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';
import { boards, district, link, noon, queue, strips, tickets, towns } from './fixtures.mjs';

const dist = join(dirname(fileURLToPath(import.meta.url)), '../dist');
const types = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8', svg: 'image/svg+xml' };
const policy = "default-src 'self'; connect-src 'self' ws: wss:; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

export class FakeServer {
    constructor({ now_ms = noon, clock_speed = 1, heartbeat_s = 1, halls = [district, ...towns] } = {}) {
        this.halls = halls;
        this.heartbeat_s = heartbeat_s;
        this.clock_speed = clock_speed;
        this.began = { hall_ms: now_ms, real_ms: Date.now() };
        this.position = { epoch: 1, seq: 10 };
        this.pictures = new Map();   // topic -> {kind, picture, position}
        this.tickets = new Map();    // link -> ticket picture
        this.received = [];          // every client frame, in order
        this.hall_state = { kind: 'hallState', picture: { writable: true }, position: this.position };  // of every hall, unless told otherwise
        this.requests = [];          // every HTTP request to /v1, "METHOD path body"
        this.accepting = true;
        this.answering = true;       // false: the line stays open and silent
        this.resumes = true;         // whether `from` is honoured
        this.device = undefined;
        this.answer = () => ({ problem: { code: 'not_scripted', status: 400, detail: { zh: '没有准备答复', en: 'not scripted' } } });
        this.route = () => undefined;  // (method, path, body) => {status, body} for routes a test scripts itself
        this.post_ticket = () => ({ status: 200, body: {} });
    }

    get now_ms() {
        return Math.round(this.began.hall_ms + (Date.now() - this.began.real_ms) * this.clock_speed);
    }

    async listen(port = 0) {
        this.http = createServer((request, response) => this.serve(request, response));
        this.sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'buduan.v1.json' });
        this.http.on('upgrade', (request, socket, head) => {
            if (!this.accepting || request.url !== '/ws') return socket.destroy();
            this.sockets.handleUpgrade(request, socket, head, (client) => this.welcome(client));
        });
        await new Promise((resolve) => this.http.listen(port, '127.0.0.1', resolve));
        if (port === 0) this.http.unref();  // a test that failed half way must not hold the others up
        this.url = `http://127.0.0.1:${this.http.address().port}`;
        return this;
    }

    async close() {
        this.accepting = false;
        this.cut();
        this.http.closeAllConnections?.();
        await new Promise((resolve) => this.http.close(resolve));
    }

    // ------------------------------------------------------------------------------------------------ the script

    // Sets a topic's picture at the next position and sends it to its followers.
    picture(topic, kind, picture) {
        this.position = { epoch: this.position.epoch, seq: this.position.seq + 1 };
        this.pictures.set(topic, { kind, picture, position: this.position });
        this.send_to_followers(topic, { topic, position: this.wire_position(this.position), [kind]: picture });
    }

    // A call as news, at the position of the last picture.
    news(topic, call, expires_ms = this.now_ms + 45_000) {
        this.send_to_followers(topic, { topic, position: this.wire_position(this.position), call: { call, expiresMs: String(expires_ms) } });
    }

    raw(topic, frame) {
        this.send_to_followers(topic, frame);
    }

    // Drops every connection at once, as a cable pulled out would.
    cut() {
        for (const client of this.sockets?.clients ?? []) client.terminate();
    }

    close_sockets(code, reason) {
        for (const client of this.sockets.clients) client.close(code, reason);
    }

    followers(topic) {
        return [...this.sockets.clients].filter((client) => client.topics?.has(topic)).length;
    }

    // ------------------------------------------------------------------------------------------------ the line

    wire_position({ epoch, seq }) {
        return { epoch: String(epoch), seq: String(seq) };
    }

    send(client, frame) {
        if (this.answering) client.send(JSON.stringify(frame));
    }

    send_to_followers(topic, frame) {
        for (const client of this.sockets.clients) if (client.topics?.has(topic)) this.send(client, frame);
    }

    welcome(client) {
        client.topics = new Set();
        client.on('message', (data) => this.receive(client, JSON.parse(data)));
        client.on('error', () => {});
        this.send(client, { welcome: { serverMs: String(this.now_ms), clockSpeed: this.clock_speed, build: 'fake', heartbeatS: this.heartbeat_s } });
    }

    receive(client, frame) {
        this.received.push(frame);
        const { request } = frame;
        if (frame.ping) this.send(client, { request, pong: { clientMs: String(frame.ping.client_ms), serverMs: String(this.now_ms) } });
        if (frame.unsubscribe) client.topics.delete(frame.unsubscribe.topic);
        if (frame.subscribe) this.subscribe(client, request, frame.subscribe);
        if (frame.command) this.send(client, { request, ...this.answer(frame.command) });
    }

    subscribe(client, request, { topic, from }) {
        const kept = this.pictures.get(topic) ?? (topic.startsWith('state/') ? this.hall_state : undefined);
        if (!kept) {
            this.send(client, { request, problem: { status: 404, code: 'no_such_topic', title: 'no such topic' } });
            return;
        }
        client.topics.add(topic);
        const same_epoch = from && Number(from.epoch) === kept.position.epoch && this.resumes;
        this.send(client, { request, subscribed: { topic, ...(same_epoch ? { resumed: true } : {}) } });
        if (same_epoch && Number(from.seq) >= kept.position.seq) return;
        this.send(client, { topic, position: this.wire_position(kept.position), [kept.kind]: kept.picture });
    }

    // ------------------------------------------------------------------------------------------------ plain requests

    async serve(request, response) {
        const path = new URL(request.url, 'http://localhost').pathname;
        const body = await new Promise((resolve) => {
            let words = '';
            request.on('data', (part) => { words += part; });
            request.on('end', () => resolve(words));
        });
        const json = (status, value) => {
            response.writeHead(status, { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' });
            response.end(JSON.stringify(value));
        };
        if (path.startsWith('/v1/')) {
            this.requests.push(`${request.method} ${request.url} ${body}`.trim());
            return this.answer_request(request.method, path, body, json, response);
        }
        const file = normalize(join(dist, path.endsWith('/') ? path + 'index.html' : path));
        try {
            if (!file.startsWith(normalize(dist))) throw new Error('outside');
            const contents = await readFile(file);
            response.writeHead(200, {
                'Content-Type': types[file.split('.').pop()] ?? 'application/octet-stream', 'Content-Security-Policy': policy,
                'Referrer-Policy': 'no-referrer', 'X-Content-Type-Options': 'nosniff',
            });
            response.end(contents);
        } catch {
            response.writeHead(404).end();
        }
    }

    answer_request(method, path, body, json, response) {
        const scripted = this.route(method, path, body);
        if (scripted) return json(scripted.status ?? 200, scripted.body ?? {});
        const [, , family, name, verb] = path.split('/');
        if (family === 'halls' && !name) {
            return json(200, { halls: this.halls.map(({ id, name: words, level }) => ({ id, name: words, level, ...(level === 'town' ? { parent: 'shanting' } : {}) })) });
        }
        if (family === 'halls') {
            const hall = this.halls.find((one) => one.id === name);
            return hall ? json(200, { ...hall, serverMs: String(this.now_ms), clockSpeed: this.clock_speed }) : json(404, { status: 404, code: 'no_such_hall' });
        }
        if (family === 'device-session') return this.device ? json(200, this.device) : json(401, { status: 401, code: 'bad_token' });
        if (family === 'tickets') {
            const ticket = this.tickets.get(name);
            if (!ticket) return json(404, { status: 404, code: 'no_such_ticket' });
            if (verb === 'qr.svg') {
                response.writeHead(200, { 'Content-Type': 'image/svg+xml' });
                return response.end('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h3v3H0zM5 0h3v3H5zM0 5h3v3H0z"/></svg>');
            }
            if (method === 'POST') {
                const { status, body: answer } = this.post_ticket(verb, JSON.parse(body));
                return json(status, answer);
            }
            return json(200, { ticket, link: name });
        }
        return json(404, { status: 404, code: 'no_such_route' });
    }
}

export const start_fake_server = (options) => new FakeServer(options).listen();

if (process.argv[1]?.endsWith('fake_server.mjs')) {
    const server = await new FakeServer().listen(Number(process.argv[2] ?? 8090));
    for (const hall of server.halls) server.picture(`board/${hall.id}`, 'board', boards.called);
    for (const picture of Object.values(strips)) server.picture(`window/shanting/${picture.window}`, 'window', picture);
    server.tickets.set(link, tickets.waiting);
    server.picture(`ticket/${link}`, 'ticket', tickets.waiting);
    server.picture(tickets.waiting.queueTopic, 'queue', queue);
    process.stdout.write(`${server.url}/board/?hall=shanting  ${server.url}/strip/?hall=shanting&window=W03  ${server.url}/t/#${link}\n`);
}
