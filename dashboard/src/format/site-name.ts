/** What people see of this page where a device lists its passkeys. */
export const SITE_NAME = "idOS";
