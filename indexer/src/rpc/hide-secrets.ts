/** Shorter parts of a URL, such as "v3" or "rpc", are no keys, and stand in honest messages. */
const SECRET_LENGTH_MIN = 6;

/** Takes out of a text whatever of the URL may be a key: a server may say it back. */
export function secretsHider(url: string): (text: string) => string {
  const { username, password, pathname, search, searchParams } = new URL(url);
  // As they stand in the URL, too: of base64, the end is encoded; and a key may stand without a name.
  const values = search
    .slice(1)
    .split("&")
    .map((pair) => pair.slice(pair.indexOf("=") + 1));
  const secrets = [username, password, ...pathname.split("/"), ...searchParams.values(), ...values]
    .flatMap((part) => [part, decodePart(part)])
    .filter((part) => part.length >= SECRET_LENGTH_MIN)
    .sort((one, other) => other.length - one.length);
  return (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, "***"), text);
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
