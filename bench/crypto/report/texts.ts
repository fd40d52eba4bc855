import { PLAINTEXT_BYTES_MAX } from "../../../sdk/src/crypto/envelope.ts";
import { sizeText } from "../../node/report/texts.ts";

/** The greatest content fills an envelope of nearly 16 MiB. */
export function contentText(bytes: number): string {
  return bytes === PLAINTEXT_BYTES_MAX ? "the most (16 MiB)" : sizeText(bytes);
}
