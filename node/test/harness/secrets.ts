/** What no log may show, of any request that a test has sent through the harness. */
const secrets = new Set<string>();

/** Shorter ones stand in a line by chance. */
const CHARACTERS_MIN = 16;
const SAMPLE_CHARACTERS = 24;
/** A run of one letter is no secret. */
const DIFFERENT_CHARACTERS_MIN = 5;

/** An account, or an id of 32 bytes: those are public. */
const PUBLIC = /^0x(?:[0-9a-fA-F]{40}|[0-9a-f]{64})$/;

const STRING = /"((?:[^"\\]|\\.)*)"/g;

/** Credentials, and every text of a body: signatures, keys, messages, ciphertext. */
export function rememberRequest(
  { authorization = "" }: Readonly<Record<string, string>>,
  body: Uint8Array | undefined,
): void {
  const [, claims = "", signature = ""] = authorization.split(".");
  remember(claims);
  remember(signature);
  const text = Buffer.from(body ?? []).toString("latin1");
  for (const [, value = ""] of text.matchAll(STRING)) if (!PUBLIC.test(value)) remember(value);
}

function remember(text: string): void {
  const isRandom = new Set(text.slice(0, SAMPLE_CHARACTERS)).size > DIFFERENT_CHARACTERS_MIN;
  if (text.length >= CHARACTERS_MIN && isRandom) secrets.add(text.slice(0, SAMPLE_CHARACTERS));
}

/** Fails the test when a line shows a secret. */
export function requireDiscreet(lines: readonly string[]): void {
  const log = lines.join("\n");
  for (const secret of secrets) if (log.includes(secret)) throw new Error(`the log shows ${secret}…`);
}
