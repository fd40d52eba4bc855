import { RpcError } from "../errors.ts";

/** The body as text; a hostile server cannot make it larger than `bytesMax` in memory. */
export async function readBoundedBody(response: Response, bytesMax: number): Promise<string> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > bytesMax) {
      await reader.cancel();
      throw new RpcError("too-large", `an answer of more than ${bytesMax} bytes`);
    }
    text += decoder.decode(value, { stream: true });
  }
}
