/**
 * What docs/operations.md tells operators to start Node with: the heap limits that V8 sets itself on a machine of
 * 1 GiB. On larger ones it would keep some 200 MB of garbage more while history is read, for nothing (decision 0020).
 */
export const OPERATOR_NODE_OPTIONS: readonly string[] = [
  "--max-old-space-size=512",
  "--max-semi-space-size=8",
];
