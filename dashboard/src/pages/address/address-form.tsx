import { type SyntheticEvent, useState } from "react";
import { useLocation } from "wouter";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { parseAccountText } from "../../format/account-text.ts";

/** Leads to what an account has granted publicly. */
export function AddressForm({ account }: { account: string }) {
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState(account);
  const [fault, setFault] = useState<string>();
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const text = parseAccountText(typed);
    setFault("fault" in text ? text.fault : undefined);
    if ("account" in text) navigate(`/address/${text.account}`);
  };
  return (
    <form className="stack-s" onSubmit={submit} noValidate>
      <Field
        label="Account"
        placeholder="0x…"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        error={fault}
        onChange={({ target }) => setTyped(target.value)}
      />
      <Button type="submit">Look it up</Button>
    </form>
  );
}
