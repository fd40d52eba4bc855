import type { UseQueryResult } from "@tanstack/react-query";
import { getAddress } from "ethers";
import { AccountLine } from "../../../ui/account-line.tsx";
import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import { type Grantee, NO_KEY } from "./use-grantee.ts";

interface GranteeFieldProps {
  readonly value: string;
  readonly found: UseQueryResult<Grantee>;
  /** The form was sent: also what is missing is said then. */
  readonly wasAsked: boolean;
  readonly onChange: (typed: string) => void;
}

export function GranteeField({ value, found, wasAsked, onChange }: GranteeFieldProps) {
  const { account, fault } = found.data ?? {};
  const missing = wasAsked && value.trim() === "" ? "Say who is to read." : undefined;
  const unanswered = found.error === null ? undefined : "That cannot be looked up now. Try again shortly.";
  return (
    <div className="stack-s">
      <Field
        label="Who is to read"
        placeholder="0x… or a name such as bob.eth"
        autoComplete="off"
        spellCheck={false}
        autoFocus
        value={value}
        error={missing ?? unanswered ?? fault}
        hint={found.isFetching ? "Looking it up…" : undefined}
        onChange={({ target }) => onChange(target.value)}
      />
      {account !== undefined && fault === undefined && (
        <AccountLine
          account={account}
          note={<span className="mono whole-account">{getAddress(account)}</span>}
        />
      )}
      {fault === NO_KEY && (
        <Button onClick={() => void navigator.clipboard.writeText(location.origin)}>
          Copy the invitation ({location.host})
        </Button>
      )}
    </div>
  );
}
