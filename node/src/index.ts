export { ConfigError, type NodeConfig, parseConfig } from "./config.ts";
export { configVariables } from "./config-variables.ts";
export { createNode, type Node, type NodeOverrides } from "./create-node.ts";
export { loadConfig } from "./load-config.ts";
export { provideTemplate } from "./storage/sql/pglite/cluster.ts";
export { openPglite, type OpenedPglite, type PgliteOptions } from "./storage/sql/pglite/open-pglite.ts";
export { openPgliteStore } from "./storage/sql/pglite/open-pglite-store.ts";
export { pgliteTemplateIn } from "./storage/sql/pglite/template-folder.ts";
export type { Store } from "./storage/store.ts";
