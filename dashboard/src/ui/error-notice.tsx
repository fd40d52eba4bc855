import { isIdosError } from "@idos/sdk";
import { REJECTED, walletErrorCode } from "../wallet/wallet-error.ts";
import { Notice } from "./notice.tsx";

/** A refusal in the wallet is a decision, not a failure. */
export function ErrorNotice({ error }: { error: unknown }) {
  if (isIdosError(error, "WALLET_REJECTED") || walletErrorCode(error) === REJECTED)
    return (
      <Notice tone="info" title="You declined in your wallet">
        <p>Nothing was changed. Try again when you like.</p>
      </Notice>
    );
  if (isIdosError(error))
    return (
      <Notice tone="bad" title={error.message}>
        <p>{error.remedy}</p>
        <p className="soft">
          <code>{error.code}</code>
        </p>
      </Notice>
    );
  return <Notice tone="bad" title={error instanceof Error ? error.message : "Something went wrong"} />;
}
