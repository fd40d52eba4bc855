import type { UnlockSecret } from "@idos/sdk";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import { useSession } from "../../session/session-context.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Field } from "../../ui/field.tsx";

export function UnlockForm({ onUnlocked }: { onUnlocked: () => void }) {
  const { idos } = useSession();
  const [way, setWay] = useState<"password" | "recoveryCode">("password");
  const [typed, setTyped] = useState("");
  const unlock = useMutation({
    mutationFn: (secret: UnlockSecret) => idos.keys.unlock(secret),
    onSuccess: onUnlocked,
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    unlock.mutate(way === "password" ? { password: typed } : { recoveryCode: typed });
  };
  const other = way === "password" ? "recoveryCode" : "password";
  const change = (): void => {
    setWay(other);
    setTyped("");
    unlock.reset();
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Field
        label={way === "password" ? "Password" : "Recovery code"}
        type={way === "password" ? "password" : "text"}
        autoComplete={way === "password" ? "current-password" : "off"}
        spellCheck={false}
        autoFocus
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      <div className="row">
        <Button look="primary" type="submit" busy={unlock.isPending} disabled={typed === ""}>
          Unlock
        </Button>
        <Button look="quiet" onClick={change}>
          {way === "password" ? "Use my recovery code" : "Use my password"}
        </Button>
      </div>
      {unlock.error !== null && <ErrorNotice error={unlock.error} />}
    </form>
  );
}
