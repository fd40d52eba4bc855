import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { LIMITS, originSchema, parseAddress, type Problem, PROBLEM_MEDIA_TYPE } from "@idos/protocol";
import { expect } from "chai";
import { createNodeClient, type NodeClient } from "../../src/http/node-client.ts";
import type { RequestReport } from "../../src/http/transport.ts";
import { createSessionKey } from "../../src/session/session-key.ts";
import { idOf } from "../harness/actor.ts";
import { expectIdosError } from "../harness/expect-error.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

describe("node client, against a node that answers anything", () => {
  let server: Server;
  let client: NodeClient;
  let answer: Answer;
  let reports: RequestReport[];

  beforeEach(async () => {
    reports = [];
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address: AddressInfo | string | null = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    client = createNodeClient({
      node: originSchema.parse(`http://127.0.0.1:${address.port}`),
      sessionKey: await createSessionKey(),
      ...{ clock: Date.now, fetch, timeoutMs: 500, unreachableMs: 0 },
      pageOrigin: originSchema.parse("https://dash.example"),
      onRequest: (report) => reports.push(report),
    });
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const refuse =
    (problem: unknown, type = PROBLEM_MEDIA_TYPE): Answer =>
    (_, response) =>
      response.writeHead(403, { "content-type": type }).end(JSON.stringify(problem));

  const problem: Problem = {
    ...{ type: "urn:idos:problem:ACCESS_NOT_GRANTED", title: "No such share", status: 403 },
    ...{ code: "ACCESS_NOT_GRANTED", detail: "no", values: { share: "x" }, requestId: "r-1" },
  };

  it("turns a refusal into an error with the node's code, values, request id and a remedy", async () => {
    answer = refuse(problem);
    const error = await expectIdosError(() => client.share(idOf(1)), "ACCESS_NOT_GRANTED");
    expect([error.values, error.requestId]).to.deep.equal([{ share: "x" }, "r-1"]);
    expect(error.remedy).to.contain("Ask the owner");
  });

  it("does not take a refusal in any other form for one", async () => {
    for (const wrong of [
      refuse({ ...problem, code: "MADE_UP" }),
      refuse(problem, "text/html"),
      refuse("no"),
    ]) {
      answer = wrong;
      await expectIdosError(() => client.share(idOf(1)), "NODE_ANSWER_MALFORMED");
    }
  });

  it("refuses a success of another shape, with unknown fields, or that is not JSON", async () => {
    for (const body of ["{}", "[", '{"nonce":"n","expiresAt":1,"more":1}', '{"nonce":1,"expiresAt":1}']) {
      answer = (_, response) => response.end(body);
      await expectIdosError(() => client.challenge(), "NODE_ANSWER_MALFORMED");
    }
  });

  it("stops reading an answer that exceeds every limit", async () => {
    answer = (_, response) => {
      const chunk = Buffer.alloc(1024 * 1024);
      for (let bytes = 0; bytes <= LIMITS.envelopeBytesMax; bytes += chunk.length) response.write(chunk);
    };
    await expectIdosError(() => client.recordEnvelope(idOf(1)), "NODE_ANSWER_MALFORMED");
  });

  it("follows no redirect, waits no longer than its time, and says NODE_UNREACHABLE", async () => {
    answer = ({ url }, response) => {
      if (url === "/elsewhere") response.end('{"nonce":"n","expiresAt":1}');
      else response.writeHead(302, { location: "/elsewhere" }).end();
    };
    await expectIdosError(() => client.challenge(), "NODE_UNREACHABLE");
    answer = () => undefined;
    await expectIdosError(() => client.challenge(), "NODE_UNREACHABLE");
    expect(reports.map(({ status }) => status)).to.deep.equal([null, null]);
  });

  it("sends the page's origin, and a proof of its own with each signed request only", async () => {
    const headers: IncomingMessage["headers"][] = [];
    answer = (request, response) => {
      headers.push(request.headers);
      response.end();
    };
    await client.deleteShare(idOf(1));
    await client.deleteShare(idOf(1));
    await client.challenge().catch(() => undefined);
    expect(headers.map(({ origin }) => origin)).to.deep.equal(Array(3).fill("https://dash.example"));
    const [first, second, third] = headers.map(({ authorization }) => authorization);
    expect(first).to.match(/^IdOS /);
    expect(second).not.to.equal(first);
    expect(third).to.equal(undefined);
  });

  it("reports each request with path, query and status", async () => {
    answer = refuse(problem);
    await client.share(idOf(1), { atLeast: 7 }).catch(() => undefined);
    expect(reports).to.have.length(1);
    expect(reports[0]).to.include({ method: "GET", path: `/v1/shares/${idOf(1)}?atLeast=7`, status: 403 });
  });

  it("shows a sealed share's salt to the node, and to no report and no error", async () => {
    const opening = { owner: parseAddress(`0x${"ab".repeat(20)}`), salt: idOf(2) };
    const asked: unknown[] = [];
    const read = [
      () => client.share(idOf(1), { opening }),
      () => client.shareEnvelope(idOf(1), idOf(3), { opening }),
    ];
    const answers: Answer[] = [
      (_, response) => response.end("{}"),
      (_, response) => response.writeHead(500).end("no"),
      (_, response) => response.destroy(),
    ];
    const failures: unknown[] = [];
    for (const said of answers)
      for (const call of read) {
        answer = (request, response) => {
          asked.push(request.url);
          said(request, response);
        };
        await call().catch((error: unknown) => failures.push(error));
      }
    const query = `?owner=${opening.owner}&salt=${opening.salt}`;
    expect(asked).to.include.members([
      `/v1/shares/${idOf(1)}${query}`,
      `/v1/shares/${idOf(1)}/records/${idOf(3)}/envelope${query}`,
    ]);
    expect(failures).to.have.length(5);
    expect(inspect([failures, reports], { depth: 9 })).not.to.contain(opening.salt.slice(2));
  });
});
