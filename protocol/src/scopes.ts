import * as z from "zod";

/** What a session may do: a person reads them in the sign-in message, a node enforces them per route. */
export const SCOPES = ["read", "write", "share", "delete", "keys"] as const;
export const scopeSchema = z.enum(SCOPES);
export type Scope = z.infer<typeof scopeSchema>;

const SCOPE_URN = "urn:idos:scope:";

export function scopeToResource(scope: Scope): string {
  return `${SCOPE_URN}${scope}`;
}

/** The scope that a sign-in resource names, or undefined where the resource is not a scope. */
export function scopeFromResource(resource: string): Scope | undefined {
  if (!resource.startsWith(SCOPE_URN)) return undefined;
  return scopeSchema.safeParse(resource.slice(SCOPE_URN.length)).data;
}
