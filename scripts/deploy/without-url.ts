const CONCEALED = "what went wrong is not shown, because it may repeat a part of the endpoint's URL";

/** `text` with nothing of `url` but its host, in whatever spelling the rest has there. */
export function withoutUrl(text: string, url: string): string {
  const parts = partsBeyondHost(url);
  const shown = text.replaceAll(url, new URL(url).host);
  if (parts.length === 0) return shown;
  // A single character is everywhere, and gaps in a text would show which one it is.
  if (parts.some((part) => part.length === 1 && shown.toLowerCase().includes(part.toLowerCase())))
    return CONCEALED;
  // The longest first: a part of it would leave the rest.
  const longestFirst = parts.toSorted((one, other) => other.length - one.length).map(escapeForPattern);
  return shown.replace(new RegExp(longestFirst.join("|"), "gi"), "…");
}

/** As it was typed, and as a program may write it: URL's normal form, percent-decoded, percent-encoded. */
function partsBeyondHost(url: string): string[] {
  const { username, password, pathname, search, hash } = new URL(url);
  const [, typedUser = "", typedRest = ""] =
    /^\s*[a-z]+:[/\\]*(?:([^/?#\\]*)@)?[^/?#\\]*(.*)$/is.exec(url) ?? [];
  const pieces = [username, password, pathname, search, hash, typedUser, typedRest];
  const words = pieces
    .flatMap((piece) => [piece, ...piece.split(/[/\\?#&=:@]/)])
    .filter((word) => !/^[/?#]?$/.test(word));
  const spellings = words.flatMap((word) => {
    const decoded = decode(word);
    return [word, decoded, decode(word.replaceAll("+", " ")), encodeURIComponent(decoded)];
  });
  return [...new Set(spellings)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const escapeForPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
