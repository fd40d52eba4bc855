import type { BackUps } from "@idos/sdk";
import { PASSWORD_LEAD, RECOVERY_LEAD } from "./backup-leads.ts";
import { PasswordStep } from "./password-step.tsx";
import { RecoveryStep } from "./recovery-step.tsx";

interface BackUpStepProps {
  /** Of the keys that are new. */
  readonly backUps: BackUps;
  readonly way: "password" | "recovery";
  readonly onDone: () => void;
}

/** One of the two backups that new keys get. */
export function BackUpStep({ backUps, way, onDone }: BackUpStepProps) {
  return way === "password" ? (
    <PasswordStep
      lead={`First backup: ${PASSWORD_LEAD}`}
      action="Back up with this password"
      backUp={(password) => backUps.backUpWithPassword(password)}
      onDone={onDone}
    />
  ) : (
    <RecoveryStep
      lead={`Second backup: ${RECOVERY_LEAD}`}
      backUp={(confirm) => backUps.backUpWithRecoveryCode(confirm)}
      onDone={onDone}
    />
  );
}
