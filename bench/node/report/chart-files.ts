/** Below docs/images. */
export const READS_CHART = "benchmark-node-reads.svg";
