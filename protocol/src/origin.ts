import * as z from "zod";

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

/** A web origin (RFC 6454) in its canonical form: scheme, host and, unless default, port. */
export const originSchema = z
  .string()
  .max(255)
  .regex(/^https?:\/\//, "an origin begins with http:// or https://")
  .refine(isOrigin, "an origin has no path, no trailing slash and a lowercase host")
  .brand<"Origin">();
export type Origin = z.infer<typeof originSchema>;

/** The authority part, which is what a sign-in message calls its domain (RFC 3986, EIP-4361). */
export function originHost(origin: Origin): string {
  return new URL(origin).host;
}
