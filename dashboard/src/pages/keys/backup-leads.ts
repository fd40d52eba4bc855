export const PASSWORD_LEAD = "a password that only you know. On a new device it brings your keys back.";
export const RECOVERY_LEAD =
  "a recovery code, for the day on which the password is forgotten. It is shown once.";
