import type { Scene } from "./cast.ts";

/** The refusal of an issuer or a dApp, with its stable code. */
export class ServerRefusal extends Error {
  override readonly name = "ServerRefusal";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Calls a server's JSON API as a page does, and tells it; `token` says as whom, where the server asks that. Throws a
 * ServerRefusal for any answer but 2xx.
 */
export async function callServer(
  { story }: Scene,
  url: string,
  body?: unknown,
  token?: string,
): Promise<unknown> {
  const startedAt = performance.now();
  const method = body === undefined ? "GET" : "POST";
  const response = await fetch(url, {
    method,
    headers: {
      "content-type": "application/json",
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  story.request({ method, path: url, status: response.status, ms: performance.now() - startedAt });
  if (response.ok) return answer;
  const { code, message } = refusalOf(answer);
  throw new ServerRefusal(code, message);
}

function refusalOf(answer: unknown): { code: string; message: string } {
  if (typeof answer === "object" && answer !== null && "code" in answer && "message" in answer)
    return { code: String(answer.code), message: String(answer.message) };
  return { code: "UNKNOWN", message: JSON.stringify(answer) };
}
