import { isError } from "ethers";

/** What an error says to a person, without ethers' details: they hold the endpoint's URL, and in it often a key. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!("shortMessage" in error) || typeof error.shortMessage !== "string") return error.message;
  const said = chainMessage(error);
  return said === undefined ? error.shortMessage : `${error.shortMessage}: ${said}`;
}

/** What the endpoint itself answered. */
function chainMessage(error: Error): string | undefined {
  const answered = isError(error, "UNKNOWN_ERROR") ? error.error : undefined;
  return answered instanceof Error || hasMessage(answered) ? answered.message : undefined;
}

function hasMessage(value: unknown): value is { readonly message: string } {
  return (
    typeof value === "object" && value !== null && "message" in value && typeof value.message === "string"
  );
}
