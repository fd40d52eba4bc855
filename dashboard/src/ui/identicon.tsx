/** A picture of an account, so that two that look alike in letters are told apart. */
export function Identicon({ account, size = 36 }: { account: string; size?: number }) {
  const bytes = bytesOf(account);
  const hue = ((bytes[0] ?? 0) * 256 + (bytes[1] ?? 0)) % 360;
  const cells = Array.from({ length: 15 }, (_, cell) => ((bytes[2 + cell] ?? 0) & 1) === 1);
  return (
    <svg viewBox="0 0 7 7" width={size} height={size} className="identicon" aria-hidden="true">
      <rect width="7" height="7" rx="2" fill={`hsl(${hue} 60% 50% / 18%)`} />
      {cells.map((isSet, cell) => {
        if (!isSet) return null;
        const [column, row] = [cell % 3, Math.floor(cell / 3)];
        return [...new Set([column, 4 - column])].map((at) => (
          <rect
            key={`${cell}.${at}`}
            x={at + 1}
            y={row + 1}
            width="1.02"
            height="1.02"
            fill={`hsl(${hue} 62% 52%)`}
          />
        ));
      })}
    </svg>
  );
}

function bytesOf(account: string): readonly number[] {
  return (account.slice(2).match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}
