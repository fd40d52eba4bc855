import { useConfig } from "../config/config-context.ts";

/** To a transaction at the block explorer; where none is known, its hash alone. */
export function ExplorerLink({ hash }: { hash: string }) {
  const { explorerUrl } = useConfig().chain;
  const text = `${hash.slice(0, 10)}…${hash.slice(-6)}`;
  if (explorerUrl === undefined)
    return (
      <span className="mono small" title={hash}>
        {text}
      </span>
    );
  return (
    <a
      className="mono small"
      href={new URL(`tx/${hash}`, withSlash(explorerUrl)).href}
      target="_blank"
      rel="noreferrer"
    >
      {text}
      <span className="visually-hidden"> (opens the block explorer in a new tab)</span>
    </a>
  );
}

function withSlash(url: string): string {
  return url.endsWith("/") ? url : `${url}/`;
}
