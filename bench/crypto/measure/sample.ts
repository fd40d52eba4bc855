import { type EnvelopeHeader, parseBytes32 } from "@idos/protocol";

const id = (digit: string) => parseBytes32(`0x${digit.repeat(64)}`);

export const SAMPLE_HEADER: EnvelopeHeader = {
  ...{ owner: id("1"), record: id("2"), recordVersion: 1, prev: null },
  contentType: "application/octet-stream",
};

/** Not random: no cipher here takes longer for one content than for another. */
export function sampleContent(bytes: number): Uint8Array {
  return new Uint8Array(bytes).map((_, at) => at);
}
