import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PATHS } from "@idos/protocol";
import { createNode, type Node, parseConfig } from "@idos/node";
import { expect } from "chai";
import { parse } from "yaml";
import { z } from "zod";
import { type DeployedChain, deployTo } from "../../indexer/test/harness/deployed-chain.ts";
import { until } from "../../indexer/test/harness/until.ts";
import { template, temporaryFolder } from "../../node/test/storage/folders.ts";
import { projectRoot } from "../../scripts/process/project-root.ts";
import { startTestChain } from "../harness/chain.ts";
import { testRedis } from "../harness/redis.ts";

const source = z.object({ type: z.literal("prometheus"), uid: z.literal("${datasource}") });
const panelSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("row"), id: z.int(), title: z.string().min(1) }),
  z.object({
    type: z.enum(["timeseries", "stat"]),
    id: z.int(),
    title: z.string().min(1),
    datasource: source,
    gridPos: z.object({ h: z.int(), w: z.int(), x: z.int(), y: z.int() }),
    fieldConfig: z.object({ defaults: z.object({ unit: z.string().min(1) }) }),
    targets: z.array(z.object({ refId: z.string(), datasource: source, expr: z.string().min(1) })).min(1),
  }),
]);
const dashboardSchema = z.object({
  uid: z.string(),
  title: z.string(),
  schemaVersion: z.int().min(39),
  templating: z.object({ list: z.array(z.object({ name: z.string(), type: z.string() })) }),
  panels: z.array(panelSchema),
});

const rulesSchema = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^Idos[A-Za-z]+$/),
          expr: z.string(),
          for: z
            .string()
            .regex(/^\d+[smh]$/)
            .optional(),
          labels: z.strictObject({ severity: z.enum(["page", "ticket"]) }),
          annotations: z.strictObject({ summary: z.string() }),
        }),
      ),
    }),
  ),
});

const read = (file: string): Promise<string> => readFile(join(projectRoot, file), "utf8");

/** Every metric that an expression selects, with the labels that it wants to be of some value. */
function selectors(expression: string): { readonly name: string; readonly labels: readonly string[] }[] {
  const found = expression.matchAll(/\b((?:idos|process|nodejs)_[a-z0-9_]+)(?:\{([^}]*)\})?/g);
  return [...found].map(([, name = "", matchers = ""]) => ({
    name,
    labels: [...matchers.matchAll(/([a-z_]+)\s*[=!]~?/g)].map(([, label = ""]) => label),
  }));
}

describe("what watches a node", () => {
  let deployed: DeployedChain;
  let node: Node;
  let removeFolder: () => Promise<void>;
  let exposed: string;

  before(async () => {
    deployed = await deployTo(await startTestChain());
    const { folder, remove } = await temporaryFolder();
    removeFolder = remove;
    const { url, prefix } = await testRedis();
    node = await createNode(
      parseConfig({
        IDOS_PORT: "0",
        IDOS_METRICS_PORT: "0",
        IDOS_RPC_URLS: deployed.chain.rpcUrl,
        IDOS_CHAIN_ID: String(deployed.chain.chainId),
        IDOS_CONTRACT: deployed.contract,
        IDOS_DEPLOY_BLOCK: String(deployed.deployBlock),
        IDOS_REDIS_URL: url,
        IDOS_REDIS_PREFIX: prefix,
        IDOS_DATA_FOLDER: folder,
        IDOS_PGLITE_TEMPLATE: template,
        IDOS_LOG_LEVEL: "silent",
      }),
    );
    await node.start();
    await (await fetch(node.url + PATHS.info)).text();
    await (await fetch(node.url + PATHS.me)).text();
    exposed = await until(
      async () => (await fetch(`${node.operatorUrl ?? ""}/metrics`)).text(),
      (text) => /^idos_node_ready\{part="all"\} 1$/m.test(text),
    );
  });
  after(async () => {
    await node.stop();
    await deployed.chain.stop();
    await removeFolder();
  });

  const typeOf = (name: string): string | undefined =>
    new RegExp(`^# TYPE ${name} (\\w+)$`, "m").exec(exposed)?.[1];

  function expectExposed(expression: string): void {
    const named = selectors(expression);
    for (const { name, labels } of named) {
      const family = name.replace(/_(bucket|count|sum)$/, "");
      const isPart = family !== name && typeOf(family) === "histogram";
      expect(isPart || (typeOf(name) ?? "histogram") !== "histogram", `${name} in ${expression}`).to.equal(
        true,
      );
      const samples = exposed.split("\n").filter((line) => new RegExp(`^${name}[{ ]`).test(line));
      for (const label of labels.filter((one) => one !== "job" && one !== "instance"))
        if (samples.length > 0)
          expect(
            samples.some((line) => line.includes(`${label}="`)),
            `${label} of ${name}`,
          ).to.equal(true);
    }
  }

  it("is a dashboard that Grafana reads, of metrics that a running node has", async () => {
    const dashboard = dashboardSchema.parse(JSON.parse(await read("ops/grafana/idos-node.json")));
    const variables = dashboard.templating.list.map(({ name, type }) => `${name}: ${type}`);
    expect(variables).to.include.members(["datasource: datasource", "job: query", "instance: query"]);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).to.equal(dashboard.panels.length);
    const expressions = dashboard.panels.flatMap((panel) =>
      panel.type === "row" ? [] : panel.targets.map(({ expr }) => expr),
    );
    expect(expressions).to.have.length.above(20);
    for (const expression of expressions) {
      expect(selectors(expression), expression).to.not.be.empty;
      expectExposed(expression);
    }
  });

  it("is alerts on metrics that a running node has, each with what it means", async () => {
    const { groups } = rulesSchema.parse(parse(await read("ops/prometheus/idos-node.rules.yaml")));
    const rules = groups.flatMap((group) => group.rules);
    expect(new Set(rules.map(({ alert }) => alert)).size).to.equal(rules.length);
    for (const { expr } of rules) expectExposed(expr);
    const explained = await read("docs/operations.md");
    for (const { alert } of rules) expect(explained).to.include(`\`${alert}\``);
  });

  it("would notice a metric that there is not, and a label that it does not have", () => {
    expect(() => expectExposed("rate(idos_node_no_such_total[5m])")).to.throw("idos_node_no_such_total");
    expect(() => expectExposed('idos_node_ready{color="red"}')).to.throw("color of idos_node_ready");
    expect(() => expectExposed("idos_node_http_request_duration_seconds > 1")).to.throw("duration_seconds");
  });
});
