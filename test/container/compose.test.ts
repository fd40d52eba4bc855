import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { z } from "zod";
import { projectRoot } from "../../scripts/process/project-root.ts";

const strings = z.array(z.string());
const serviceSchema = z.object({
  image: z.string(),
  build: z.string().optional(),
  command: strings.default([]),
  user: z.string().optional(),
  ports: strings.default([]),
  networks: strings,
  volumes: strings,
  secrets: strings.default([]),
  environment: z.record(z.string(), z.string()).default({}),
  read_only: z.literal(true),
  cap_drop: z.tuple([z.literal("ALL")]),
  security_opt: z.tuple([z.literal("no-new-privileges:true")]),
  healthcheck: z.object({ test: strings }).optional(),
  deploy: z.object({
    resources: z.object({ limits: z.strictObject({ cpus: z.string(), memory: z.string() }) }),
  }),
});
const composeSchema = z.strictObject({
  name: z.string(),
  services: z.strictObject({ node: serviceSchema, redis: serviceSchema, postgres: serviceSchema }),
  networks: z.strictObject({ outside: z.null(), stores: z.strictObject({ internal: z.literal(true) }) }),
  volumes: z.record(z.string(), z.null()),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
});

/** What is no server here to run it. */
describe("compose.yaml", () => {
  let compose: z.output<typeof composeSchema>;
  before(async () => {
    compose = composeSchema.parse(parse(await readFile(join(projectRoot, "compose.yaml"), "utf8")));
  });

  it("names nothing that it does not define", () => {
    const { services, networks, volumes, secrets } = compose;
    for (const service of Object.values(services)) {
      expect(networks).to.include.all.keys(service.networks);
      expect(volumes).to.include.all.keys(service.volumes.map((volume) => volume.split(":")[0] ?? ""));
      if (service.secrets.length > 0) expect(secrets).to.include.all.keys(service.secrets);
    }
  });

  it("shows the stores to the node alone, and the node to this machine alone", () => {
    const { node, redis, postgres } = compose.services;
    for (const store of [redis, postgres]) {
      expect(store.networks).to.deep.equal(["stores"]);
      expect(store.ports).to.be.empty;
      expect(store.user).to.match(/^[1-9]/);
      expect(store.healthcheck?.test).to.not.be.empty;
    }
    for (const port of node.ports) expect(port).to.match(/^127\.0\.0\.1:/);
  });

  it("gives the node one CPU and 1 GiB, and images by version and digest", () => {
    const { node, redis, postgres } = compose.services;
    expect(node.deploy.resources.limits).to.deep.equal({ cpus: "1", memory: "1g" });
    for (const { image } of [redis, postgres]) expect(image).to.match(/:\d+\.\d+[\w.-]*@sha256:[\da-f]{64}$/);
  });

  it("keeps every secret in a file that is not committed, and out of the environment", async () => {
    const ignored = await readFile(join(projectRoot, ".gitignore"), "utf8");
    expect(ignored).to.match(/^\/secrets\/$/m);
    for (const { file } of Object.values(compose.secrets)) expect(file).to.match(/^\.\/secrets\//);
    for (const { environment } of Object.values(compose.services))
      for (const [name, value] of Object.entries(environment))
        if (/PASSWORD|SECRET|KEY/.test(name)) expect(value, name).to.match(/^\/run\/secrets\//);
  });

  it("lets Redis keep a log and never drop a key", () => {
    expect(compose.services.redis.command).to.include.members([
      "--appendonly yes",
      "--maxmemory-policy noeviction",
    ]);
  });
});
