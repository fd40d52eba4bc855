import { PASSWORD_CHARACTERS_MIN } from "@idos/sdk";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Field } from "../../ui/field.tsx";
import { passwordFault } from "./password-fault.ts";

interface PasswordStepProps {
  /** What this password is for. */
  readonly lead: string;
  readonly action: string;
  readonly backUp: (password: string) => Promise<void>;
  readonly onDone: () => void;
}

export function PasswordStep({ lead, action, backUp, onDone }: PasswordStepProps) {
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [shown, setShown] = useState(false);
  const [fault, setFault] = useState<ReturnType<typeof passwordFault>>();
  const backingUp = useMutation({ mutationFn: backUp, onSuccess: onDone });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const found = passwordFault(password, again);
    setFault(found);
    if (found === undefined) backingUp.mutate(password);
  };
  const type = shown ? "text" : "password";
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p className="soft">{lead}</p>
      <Field
        label="Password"
        type={type}
        autoComplete="new-password"
        value={password}
        hint={`At least ${PASSWORD_CHARACTERS_MIN} characters; a few random words are good.`}
        error={fault?.field === "password" ? fault.message : undefined}
        onChange={({ target }) => setPassword(target.value)}
      />
      <Field
        label="The same again"
        type={type}
        autoComplete="new-password"
        value={again}
        error={fault?.field === "again" ? fault.message : undefined}
        onChange={({ target }) => setAgain(target.value)}
      />
      <label className="choice">
        <input type="checkbox" checked={shown} onChange={({ target }) => setShown(target.checked)} />
        Show what I type
      </label>
      <Button look="primary" type="submit" busy={backingUp.isPending}>
        {action}
      </Button>
      {backingUp.error !== null && <ErrorNotice error={backingUp.error} />}
    </form>
  );
}
