import { createHash } from "node:crypto";
import { PATHS } from "@idos/protocol";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect } from "chai";
import { z } from "zod";
import { DESCRIPTIONS } from "../../src/http/endpoints.ts";
import { openApiText } from "../../src/http/openapi/document.ts";
import { renderPage } from "../../src/http/openapi/page/render-page.ts";
import { exchange, get } from "../harness/exchange.ts";
import { startTestNode, type TestNode } from "../harness/test-node.ts";

const operationSchema = z.looseObject({
  operationId: z.string(),
  responses: z.record(z.string(), z.unknown()),
});
const documentSchema = z.looseObject({
  openapi: z.literal("3.1.0"),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
});

describe("the documentation that a node serves", () => {
  let node: TestNode;
  before(async () => {
    node = await startTestNode();
  });
  after(() => node.stop());

  it("is a valid OpenAPI 3.1 document", async () => {
    const { json } = await exchange(node.origin, get(PATHS.openApi));
    const document = documentSchema.parse(json);
    const validator = new Validator();
    const result = await validator.validate(document);
    expect(result.valid, JSON.stringify(result.valid ? "" : result.errors)).to.equal(true);
    expect(() => validator.resolveRefs()).not.to.throw();
  });

  it("has every route once, under an id of its own", () => {
    const { paths } = documentSchema.parse(JSON.parse(openApiText(DESCRIPTIONS)));
    const documented = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const routed = DESCRIPTIONS.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
    expect(documented).to.have.members(routed);
    const ids = Object.values(paths).flatMap((operations) =>
      Object.values(operations).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).to.equal(routed.length);
  });

  it("names every parameter that a path has", () => {
    for (const { path, params } of DESCRIPTIONS) {
      const { properties = {} } = z.toJSONSchema(params, { io: "input" });
      const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
      expect(Object.keys(properties)).to.have.members(named);
    }
  });

  it("is a page that loads and runs nothing, and that nobody frames", async () => {
    const answer = await exchange(node.origin, get(PATHS.docs));
    const page = new TextDecoder().decode(answer.bytes);
    const policy = answer.headers.get("content-security-policy") ?? "";
    for (const rule of [
      "default-src 'none'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
    ])
      expect(policy).to.include(rule);
    expect(policy).not.to.include("unsafe");
    const [, style = ""] = /<style>([^]*?)<\/style>/.exec(page) ?? [];
    expect(policy).to.include(`'sha256-${createHash("sha256").update(style).digest("base64")}'`);
    expect(page).not.to.match(/<script|<link|<img|<iframe|\son\w+=|style=|url\(|@import/i);
    for (const [, link = ""] of page.matchAll(/href="([^"]*)"/g)) expect(link).to.match(/^[#/]/);
  });

  it("has on the page every route, every refusal of each, and a place for every link", () => {
    const page = renderPage(DESCRIPTIONS);
    for (const { path, summary, refusals } of DESCRIPTIONS)
      for (const text of [path, ...refusals, summary.slice(0, 20).replaceAll("'", "&#39;")])
        expect(page).to.include(text);
    for (const [, anchor = ""] of page.matchAll(/href="#([^"]*)"/g))
      expect(page).to.include(`id="${anchor}"`);
  });
});
