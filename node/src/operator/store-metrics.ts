import { statfs } from "node:fs/promises";
import { Counter, Gauge, type Registry } from "prom-client";
import { type ReadyParts, readiness } from "./readiness.ts";

/** A store of the node's. */
export type Dependency = "database" | "redis";

/** Counts what clients of the stores report: lost connections, and those that are refused. */
export function countConnectionErrors(registry: Registry): (dependency: Dependency) => void {
  const errors = new Counter({
    name: "idos_node_connection_errors_total",
    help: "Connections to a store that were lost or refused.",
    ...{ labelNames: ["dependency"] as const, registers: [registry] },
  });
  // So that there is a zero to rise from.
  for (const dependency of ["database", "redis"]) errors.inc({ dependency }, 0);
  return (dependency) => errors.inc({ dependency });
}

/** Whether what /readyz looks at answers, found out when it is asked for. */
export function measureReadiness(registry: Registry, parts: ReadyParts): void {
  new Gauge({
    name: "idos_node_ready",
    help: "1 when the part is ready: `all` as /readyz answers, `database` by itself.",
    ...{ labelNames: ["part"] as const, registers: [registry] },
    async collect() {
      const { ready, database } = await readiness(parts);
      this.set({ part: "all" }, Number(ready));
      this.set({ part: "database" }, Number(database === "ready"));
    },
  });
}

/** Room where the embedded database is. */
export function measureDisk(registry: Registry, folder: string): void {
  new Gauge({
    name: "idos_node_data_folder_free_bytes",
    help: "Bytes that the file system of the embedded database has free.",
    registers: [registry],
    async collect() {
      const disk = await statfs(folder).catch(() => undefined);
      if (disk !== undefined) this.set(disk.bsize * disk.bavail);
    },
  });
}
