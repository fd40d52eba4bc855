/** The architecture as rules: who may import whom. `npm run check` enforces them. */
const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });
const PACKAGES = "^(protocol|indexer|node|sdk|vault|dashboard|examples)/";

module.exports = {
  forbidden: [
    forbid("no-circular", "a cycle hides which part comes first", {}, { circular: true }),
    forbid(
      "protocol-imports-nobody",
      "protocol is the bottom",
      { path: "^protocol/src" },
      { path: "^(?!protocol/|node_modules/)", dependencyTypesNot: ["core", "npm"] },
    ),
    forbid(
      "protocol-is-isomorphic",
      "protocol runs in browsers, and does no I/O",
      { path: "^protocol/src" },
      { dependencyTypes: ["core"] },
    ),
    forbid(
      "indexer-imports-protocol-only",
      "indexer -> protocol",
      { path: "^indexer/" },
      { path: "^(node|sdk|vault|dashboard|examples)/" },
    ),
    forbid(
      "node-not-sdk",
      "node and sdk share only protocol",
      { path: "^node/" },
      { path: "^(sdk|vault|dashboard|examples)/" },
    ),
    forbid(
      "sdk-not-node",
      "node and sdk share only protocol",
      { path: "^sdk/" },
      { path: "^(node|indexer|vault|dashboard|examples)/" },
    ),
    forbid(
      "vault-uses-the-sdk-only",
      "vault -> sdk -> protocol",
      { path: "^vault/" },
      { path: "^(node|indexer|dashboard|examples)/" },
    ),
    forbid(
      "examples-use-the-sdk-only",
      "examples are what a reader copies",
      { path: "^examples/" },
      { path: "^(protocol|indexer|node|dashboard)/" },
    ),
    forbid(
      "packages-not-root",
      "nothing but tests imports test, scripts and bench",
      { path: PACKAGES, pathNot: "^[^/]+/test/" },
      { path: "^(test|scripts|bench)/" },
    ),
    forbid(
      "libsodium-in-sdk",
      "a node has nothing to decrypt with",
      { pathNot: "^sdk/src/crypto/sodium\\.ts$" },
      { path: "libsodium" },
    ),
    forbid(
      "second-implementation-in-tests",
      "the SDK has one implementation of its ciphers",
      { path: "^sdk/src" },
      { path: "node_modules/@noble/|^sdk/test/" },
    ),
    forbid(
      "second-implementation-alone",
      "what shares code with the SDK agrees with its mistakes",
      { path: "^sdk/test/second-implementation/", pathNot: "\\.test\\.ts$" },
      { path: "^(sdk/src|protocol/src)/|libsodium" },
    ),
    forbid(
      "ioredis-in-adapters",
      "Redis stays behind its adapters",
      { path: PACKAGES, pathNot: "^(indexer|node)/src/(redis/|main\\.ts|create-[^/]+\\.ts)" },
      { path: "node_modules/ioredis" },
    ),
    forbid(
      "koa-at-the-edge",
      "koa stays in the node's HTTP edge",
      { path: "^(protocol|indexer|node|sdk)/src", pathNot: "^node/src/(http/|create-node\\.ts)" },
      { path: "node_modules/(koa|@koa|koa-helmet)/" },
    ),
    forbid(
      "hardhat-on-the-chain-side",
      "hardhat is a build and test tool",
      { path: PACKAGES },
      { path: "node_modules/(hardhat|@nomicfoundation)/" },
    ),
    forbid(
      "routes-get-readers",
      "a route never touches Redis, SQL or the index's writer",
      { path: "^node/src/http/routes" },
      {
        path: "^node/src/(storage/sql|redis)|indexer/src/(redis|writer)|node_modules/(kysely|ioredis|pg|@electric-sql)/",
      },
    ),
    forbid(
      "sql-in-storage",
      "SQL stays in storage",
      { path: "^node/src", pathNot: "^node/src/(storage/|create-node\\.ts)" },
      { path: "node_modules/(kysely|pg|@electric-sql)/" },
    ),
    forbid("not-to-unresolvable", "every import resolves", {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)generated/|^\\.idos|^bench/ponder/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
