import { once } from "node:events";
import { connect } from "node:net";
import { expect } from "chai";
import { openHttpServer } from "../../src/http-server.ts";

const anyPort = { host: "127.0.0.1", port: 0 };

/** A handler whose answers wait until they are let go. */
function waitingHandler() {
  const arrived = Promise.withResolvers<undefined>();
  const letGo = Promise.withResolvers<undefined>();
  const handle = async (response: { end(text: string): void }): Promise<void> => {
    arrived.resolve(undefined);
    await letGo.promise;
    response.end("answered");
  };
  return { arrived: arrived.promise, letGo: () => letGo.resolve(undefined), handle };
}

describe("the HTTP server", () => {
  it("says where it listens and serves there", async () => {
    const server = await openHttpServer(anyPort, (url) => (_, response) => void response.end(url));
    const answer = await (await fetch(server.url)).text();
    await server.close(1_000);
    expect(answer).to.equal(server.url);
  });

  it("rejects when its port is taken", async () => {
    const server = await openHttpServer(anyPort, () => (_, response) => void response.end());
    const port = Number(new URL(server.url).port);
    const second = await openHttpServer({ ...anyPort, port }, () => () => undefined).catch(() => "rejected");
    await server.close(1_000);
    expect(second).to.equal("rejected");
  });

  it("answers what is under way before it closes, on connections that would live on, and takes no more", async () => {
    const { arrived, letGo, handle } = waitingHandler();
    const server = await openHttpServer(anyPort, () => (_, response) => void handle(response));
    const answering = fetch(server.url, { headers: { connection: "keep-alive" } });
    await arrived;
    const startedAt = Date.now();
    const closing = server.close(30_000);
    expect(await fetch(server.url).catch(() => "refused")).to.equal("refused");
    letGo();
    expect(await (await answering).text()).to.equal("answered");
    await closing;
    expect(Date.now() - startedAt).to.be.below(5_000);
  });

  it("that drains serves on, and ends each connection with its answer", async () => {
    const server = await openHttpServer(anyPort, () => (_, response) => void response.end("answered"));
    const connectionOf = async (): Promise<string | null> => {
      const answer = await fetch(server.url);
      expect(await answer.text()).to.equal("answered");
      return answer.headers.get("connection");
    };
    expect(await connectionOf()).to.equal("keep-alive");
    server.drain();
    expect([await connectionOf(), await connectionOf()]).to.deep.equal(["close", "close"]);
    await server.close(1_000);
  });

  it("that drains or closes says so in the answers that are under way", async () => {
    for (const end of ["drain", "close"] as const) {
      const { arrived, letGo, handle } = waitingHandler();
      const server = await openHttpServer(anyPort, () => (_, response) => void handle(response));
      const answering = fetch(server.url);
      await arrived;
      if (end === "drain") server.drain();
      const closing = end === "close" ? server.close(30_000) : undefined;
      letGo();
      expect((await answering).headers.get("connection")).to.equal("close");
      await (closing ?? server.close(1_000));
    }
  });

  it("cuts off what is not answered in time", async () => {
    const { arrived, handle } = waitingHandler();
    const server = await openHttpServer(anyPort, () => (_, response) => void handle(response));
    const answering = fetch(server.url).catch(() => "cut off");
    await arrived;
    await server.close(100);
    expect(await answering).to.equal("cut off");
  });

  it("closes at once past connections that say nothing", async () => {
    const server = await openHttpServer(anyPort, () => (_, response) => void response.end());
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    await once(socket, "connect");
    const closed = once(socket.resume(), "close");
    await server.close(500);
    await closed;
  });
});
