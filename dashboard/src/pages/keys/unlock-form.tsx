import { browserPasskeys, indexedDbSeedStore, type UnlockSecret } from "@idos/sdk";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import { SITE_NAME } from "../../format/site-name.ts";
import { useSession } from "../../session/session-context.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Field } from "../../ui/field.tsx";
import { useBackups } from "../security/backups.ts";

const FIELDS = {
  password: { label: "Password", type: "password", autoComplete: "current-password" },
  recoveryCode: { label: "Recovery code", type: "text", autoComplete: "off" },
} as const;

export function UnlockForm({ onUnlocked }: { onUnlocked: () => void }) {
  const { keys } = useSession().idos;
  const backups = useBackups();
  const [way, setWay] = useState<"password" | "recoveryCode">("password");
  const [typed, setTyped] = useState("");
  const [remembers, setRemembers] = useState(false);
  const unlock = useMutation({
    mutationFn: async (secret: UnlockSecret) => {
      await keys.unlock(secret);
      if (remembers) await keys.remember(indexedDbSeedStore());
    },
    onSuccess: onUnlocked,
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    unlock.mutate(way === "password" ? { password: typed } : { recoveryCode: typed });
  };
  const change = (): void => {
    setWay(way === "password" ? "recoveryCode" : "password");
    setTyped("");
    unlock.reset();
  };
  const isAsking = unlock.isPending && "passkeys" in unlock.variables;
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Field
        {...FIELDS[way]}
        spellCheck={false}
        autoFocus
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      <label className="choice">
        <input type="checkbox" checked={remembers} onChange={({ target }) => setRemembers(target.checked)} />
        Keep me unlocked here for 8 hours
      </label>
      <div className="row">
        <Button look="primary" type="submit" busy={unlock.isPending && !isAsking} disabled={typed === ""}>
          Unlock
        </Button>
        {backups.data?.some(({ kind }) => kind === "passkey") === true && (
          <Button busy={isAsking} onClick={() => unlock.mutate({ passkeys: browserPasskeys(SITE_NAME) })}>
            Use a passkey
          </Button>
        )}
        <Button look="quiet" onClick={change}>
          {way === "password" ? "Use my recovery code" : "Use my password"}
        </Button>
      </div>
      {unlock.error !== null && <ErrorNotice error={unlock.error} />}
    </form>
  );
}
