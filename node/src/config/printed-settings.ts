import { CHAINS_VARIABLE } from "./chains.ts";
import type { Settings } from "./config.ts";

const HIDDEN = "***";

/** Names of what is a secret as a whole. A URL is one in part. */
const SECRET_NAME = /SECRET|PASSWORD|TOKEN|PRIVATE/;

/**
 * The settings that are in force, by variable, as a config file would hold them. Of a URL only scheme and host are shown:
 * the rest may be a password or a key. So nothing that is added later is printed in full by an oversight.
 */
export function printedSettings({ variables, chains }: Settings): Readonly<Record<string, unknown>> {
  const { IDOS_ORIGINS: sites, ...others } = variables;
  const all = { ...others, IDOS_ORIGINS: Object.fromEntries(sites), [CHAINS_VARIABLE]: chains };
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [
      name,
      SECRET_NAME.test(name) ? HIDDEN : withoutSecrets(value),
    ]),
  );
}

function withoutSecrets(value: unknown): unknown {
  if (typeof value === "string") return withoutUrlSecrets(value);
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withoutSecrets(part)]));
}

function withoutUrlSecrets(text: string): string {
  if (!text.includes("://")) return text;
  if (!URL.canParse(text)) return HIDDEN;
  const { protocol, host } = new URL(text);
  const shown = `${protocol}//${host}`;
  return text === shown || text === `${shown}/` ? shown : `${shown}/${HIDDEN}`;
}
