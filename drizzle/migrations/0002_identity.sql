CREATE TABLE `account` (
	`id` text NOT NULL,
	`at` text NOT NULL,
	`state` text NOT NULL,
	`lang` text NOT NULL,
	`handle` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`subject` text NOT NULL,
	`sealed` blob NOT NULL,
	`email_index` text,
	`phone_index` text,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL,
	PRIMARY KEY(`id`, `at`)
);
--> statement-breakpoint
CREATE INDEX `account_handle` ON `account` (`handle`);--> statement-breakpoint
CREATE INDEX `account_phone` ON `account` (`phone_index`);--> statement-breakpoint
CREATE INDEX `account_email` ON `account` (`email_index`);--> statement-breakpoint
CREATE TABLE `account_link` (
	`id` text PRIMARY KEY NOT NULL,
	`account` text NOT NULL,
	`same` text NOT NULL,
	`why` text NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `audit` (
	`node` integer NOT NULL,
	`seq` integer NOT NULL,
	`at_ms` integer NOT NULL,
	`intent` text NOT NULL,
	`actor` text NOT NULL,
	`about` text NOT NULL,
	`salt` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL,
	PRIMARY KEY(`node`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`at_ms`);--> statement-breakpoint
CREATE TABLE `audit_hash` (
	`level` integer NOT NULL,
	`idx` integer NOT NULL,
	`hash` blob NOT NULL,
	PRIMARY KEY(`level`, `idx`)
);
--> statement-breakpoint
CREATE TABLE `challenge` (
	`value` text PRIMARY KEY NOT NULL,
	`session` text NOT NULL,
	`purpose` text NOT NULL,
	`action` text NOT NULL,
	`ends_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `challenge_ends` ON `challenge` (`ends_ms`);--> statement-breakpoint
CREATE TABLE `code` (
	`id` text PRIMARY KEY NOT NULL,
	`session` text NOT NULL,
	`purpose` text NOT NULL,
	`channel` text NOT NULL,
	`to` text NOT NULL,
	`mac` text NOT NULL,
	`tries` integer NOT NULL,
	`sent_at_ms` integer NOT NULL,
	`handed_at_ms` integer,
	`ends_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `code_session` ON `code` (`session`);--> statement-breakpoint
CREATE INDEX `code_ends` ON `code` (`ends_ms`);--> statement-breakpoint
CREATE TABLE `credential_use` (
	`credential` text NOT NULL,
	`node` integer NOT NULL,
	`counter` integer NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL,
	PRIMARY KEY(`credential`, `node`)
);
--> statement-breakpoint
CREATE TABLE `device` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`key` text NOT NULL,
	`state` text NOT NULL,
	`by` text NOT NULL,
	`enrolled_at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `device_branch` ON `device` (`branch`);--> statement-breakpoint
CREATE TABLE `enrol_code` (
	`mac` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`doc` text NOT NULL,
	`by` text NOT NULL,
	`ends_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `enrol_code_ends` ON `enrol_code` (`ends_ms`);--> statement-breakpoint
CREATE TABLE `passkey` (
	`id` text NOT NULL,
	`at` text NOT NULL,
	`public_key` text NOT NULL,
	`transports` text NOT NULL,
	`aaguid` text NOT NULL,
	`backup_eligible` integer NOT NULL,
	`backed_up` integer NOT NULL,
	`counter` integer NOT NULL,
	`rp_id` text NOT NULL,
	`origin` text NOT NULL,
	`name` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`state` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL,
	`account` text NOT NULL,
	PRIMARY KEY(`id`, `at`)
);
--> statement-breakpoint
CREATE INDEX `passkey_account` ON `passkey` (`account`);--> statement-breakpoint
CREATE TABLE `pending_visit` (
	`hold` text PRIMARY KEY NOT NULL,
	`session` text NOT NULL,
	`subject` text NOT NULL,
	`sealed` blob NOT NULL,
	`at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `proof` (
	`session` text NOT NULL,
	`about` text NOT NULL,
	`kind` text NOT NULL,
	`ref` text NOT NULL,
	`at_ms` integer NOT NULL,
	PRIMARY KEY(`session`, `about`, `kind`)
);
--> statement-breakpoint
CREATE INDEX `proof_at` ON `proof` (`at_ms`);--> statement-breakpoint
CREATE TABLE `recovery` (
	`id` text PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`kind` text NOT NULL,
	`of` text,
	`state` text NOT NULL,
	`mac` text,
	`first` text,
	`second` text,
	`at_ms` integer NOT NULL,
	`opens_at_ms` integer NOT NULL,
	`until_ms` integer NOT NULL,
	`done_at_ms` integer,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `recovery_of` ON `recovery` (`of`);--> statement-breakpoint
CREATE INDEX `recovery_mac` ON `recovery` (`mac`);--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`who` text NOT NULL,
	`grant` text,
	`label` text NOT NULL,
	`born_ms` integer NOT NULL,
	`seen_ms` integer NOT NULL,
	`verified_ms` integer,
	`ends_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `session_who` ON `session` (`who`);--> statement-breakpoint
CREATE INDEX `session_ends` ON `session` (`ends_ms`);--> statement-breakpoint
CREATE TABLE `staff` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`branch` text,
	`state` text NOT NULL,
	`handle` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `staff_grant` (
	`id` text PRIMARY KEY NOT NULL,
	`staff` text NOT NULL,
	`role` text NOT NULL,
	`branch` text,
	`until_ms` integer NOT NULL,
	`standing` integer NOT NULL,
	`by` text NOT NULL,
	`revoked_at_ms` integer,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `staff_grant_staff` ON `staff_grant` (`staff`);--> statement-breakpoint
CREATE TABLE `staff_key` (
	`id` text NOT NULL,
	`at` text NOT NULL,
	`public_key` text NOT NULL,
	`transports` text NOT NULL,
	`aaguid` text NOT NULL,
	`backup_eligible` integer NOT NULL,
	`backed_up` integer NOT NULL,
	`counter` integer NOT NULL,
	`rp_id` text NOT NULL,
	`origin` text NOT NULL,
	`name` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`state` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL,
	`staff` text NOT NULL,
	PRIMARY KEY(`id`, `at`)
);
--> statement-breakpoint
CREATE INDEX `staff_key_staff` ON `staff_key` (`staff`);--> statement-breakpoint
ALTER TABLE `booking` ADD `kinds` text;--> statement-breakpoint
ALTER TABLE `booking` ADD `email_index` text;--> statement-breakpoint
ALTER TABLE `booking` ADD `phone_index` text;--> statement-breakpoint
CREATE INDEX `booking_email` ON `booking` (`email_index`) WHERE "booking"."email_index" is not null;--> statement-breakpoint
CREATE INDEX `booking_phone` ON `booking` (`phone_index`) WHERE "booking"."phone_index" is not null;--> statement-breakpoint
ALTER TABLE `notice` ADD `channel` text DEFAULT 'email' NOT NULL;--> statement-breakpoint
ALTER TABLE `notice` ADD `attempts` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `notice` ADD `next_ms` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `notice` ADD `until_ms` integer;--> statement-breakpoint
ALTER TABLE `notice` ADD `handed_at_ms` integer;--> statement-breakpoint
ALTER TABLE `notice` ADD `last_error` text;--> statement-breakpoint
CREATE INDEX `notice_due` ON `notice` (`state`,`channel`,`until_ms`);--> statement-breakpoint
CREATE INDEX `party_contested` ON `party` (`branch`) WHERE "party"."contested" = 1;