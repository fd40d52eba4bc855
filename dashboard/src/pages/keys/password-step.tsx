import { PASSWORD_CHARACTERS_MIN } from "@idos/sdk";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import { useSession } from "../../session/session-context.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Field } from "../../ui/field.tsx";
import { passwordFault } from "./password-fault.ts";

export function PasswordStep({ onDone }: { onDone: () => void }) {
  const { idos } = useSession();
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [shown, setShown] = useState(false);
  const [fault, setFault] = useState<ReturnType<typeof passwordFault>>();
  const backUp = useMutation({
    mutationFn: () => idos.keys.backUpWithPassword(password),
    onSuccess: onDone,
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const found = passwordFault(password, again);
    setFault(found);
    if (found === undefined) backUp.mutate();
  };
  const type = shown ? "text" : "password";
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p className="soft">
        First backup: a password that only you know. On a new device it brings your keys back.
      </p>
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
      <Button look="primary" type="submit" busy={backUp.isPending}>
        Back up with this password
      </Button>
      {backUp.error !== null && <ErrorNotice error={backUp.error} />}
    </form>
  );
}
