import { ProblemError } from "@idos/protocol";
import { Router } from "@koa/router";
import { expect } from "chai";
import Koa from "koa";
import { Registry } from "prom-client";
import { answerProblems } from "../../src/http/answer-problems.ts";
import { measureRequests } from "../../src/http/measure-requests.ts";
import { createLogger } from "../../src/logger.ts";
import { type ServedApp, serveApp } from "../../../test/harness/served-app.ts";

describe("the metrics of requests", () => {
  let registry: Registry;
  let served: ServedApp;

  beforeEach(async () => {
    registry = new Registry();
    const router = new Router();
    router.get("/v1/things/:thing", (context) => {
      if (context.params["thing"] === "refused") throw new ProblemError("RECORD_NOT_FOUND", "None is here.");
      if (context.params["thing"] === "broken") throw new Error("broken");
      context.body = "here";
    });
    const app = new Koa();
    app.use(measureRequests(registry));
    app.use(answerProblems(createLogger("silent")));
    app.use(router.routes());
    served = await serveApp(app);
  });
  afterEach(() => served.stop());

  it("count by documented route, method, status and code, and never by the path that was asked for", async () => {
    for (const path of [
      "/v1/things/secret-id",
      "/v1/things/refused",
      "/v1/things/broken",
      "/elsewhere/secret-id",
    ])
      await (await fetch(served.url + path)).text();
    const text = await registry.metrics();
    for (const [route, status, code] of [
      ["/v1/things/:thing", 200, "none"],
      ["/v1/things/:thing", 404, "RECORD_NOT_FOUND"],
      ["/v1/things/:thing", 500, "INTERNAL"],
      ["none", 404, "none"],
    ] as const)
      expect(text).to.include(
        `idos_node_http_requests_total{route="${route}",method="GET",status="${status}",code="${code}"} 1`,
      );
    expect(text).to.include('duration_seconds_count{route="/v1/things/:thing",method="GET"} 3');
    expect(text)
      .to.match(/^idos_node_http_requests_in_flight 0$/m)
      .and.to.not.include("secret-id");
  });

  it("know no more methods than HTTP's own, so that no stranger makes series", async () => {
    for (const method of ["PROPFIND", "M-SEARCH"]) await (await fetch(served.url, { method })).text();
    const text = await registry.metrics();
    expect(text).to.include('{route="none",method="other",status="404",code="none"} 2');
    expect(text).to.not.match(/PROPFIND|SEARCH/);
  });
});
