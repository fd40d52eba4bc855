/** Why something failed, in one line: the innermost cause that says anything, since the outer ones only say "failed". */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return (error.message || code || error.name).split("\n")[0] ?? error.name;
}
