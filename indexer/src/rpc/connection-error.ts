import { RpcError } from "../errors.ts";

/** Of what the platform says only the code, such as ECONNREFUSED, is passed on: its messages may hold the URL. */
export function connectionError(error: unknown): RpcError {
  return new RpcError("unreachable", codeOf(error) ?? "no connection");
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : codeOf(error.cause);
}
