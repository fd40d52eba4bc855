import type { UseQueryResult } from "@tanstack/react-query";
import { isIdosError } from "@idos/sdk";
import { Notice } from "../ui/notice.tsx";
import { type Fee, formatFee } from "./fee.ts";

/** What the transaction costs, before it is asked for. */
export function FeeLine({ fee }: { fee: UseQueryResult<Fee> }) {
  if (fee.data === undefined)
    return (
      <p className="small soft" role="status">
        {fee.error === null ? "Network fee: …" : `Network fee: ${reason(fee.error)}`}
      </p>
    );
  const { gas, wei, balanceWei } = fee.data;
  return (
    <>
      <p className="small soft">
        Network fee: about <strong>{formatFee(wei)}</strong> ({Number(gas).toLocaleString("en")} gas)
      </p>
      {balanceWei < wei && (
        <Notice tone="warn" title="Your account cannot pay the fee">
          <p>It holds {formatFee(balanceWei)}. Add some first.</p>
        </Notice>
      )}
    </>
  );
}

function reason(error: Error): string {
  return isIdosError(error) ? error.message : "the chain does not answer now";
}
