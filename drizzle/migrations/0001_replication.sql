CREATE TABLE `batch` (
	`pos` integer PRIMARY KEY NOT NULL,
	`origin` integer NOT NULL,
	`stream` text NOT NULL,
	`seq_from` integer NOT NULL,
	`seq_to` integer NOT NULL,
	`incarnation` integer NOT NULL,
	`stamp` integer NOT NULL,
	`hash` text NOT NULL,
	`bytes` blob NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `batch_seq` ON `batch` (`origin`,`stream`,`seq_from`);--> statement-breakpoint
CREATE INDEX `batch_stream` ON `batch` (`stream`,`origin`,`seq_to`);--> statement-breakpoint
CREATE TABLE `conflict` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`booking` text NOT NULL,
	`party` integer NOT NULL,
	`outcome` text NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `conflict_booking` ON `conflict` (`booking`);--> statement-breakpoint
CREATE INDEX `conflict_branch` ON `conflict` (`branch`,`at_ms`);--> statement-breakpoint
CREATE TABLE `conflict_pair` (
	`id` text PRIMARY KEY NOT NULL,
	`loser` text NOT NULL,
	`loser_party` integer NOT NULL,
	`winner` text NOT NULL,
	`winner_party` integer NOT NULL,
	`outcome` text NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `conflict_pair_at` ON `conflict_pair` (`at_ms`);--> statement-breakpoint
CREATE TABLE `credit` (
	`grant` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`grp` text NOT NULL,
	`date` text NOT NULL,
	`slot_minutes` integer NOT NULL,
	`pool` text NOT NULL,
	`units` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `evidence` (
	`id` text PRIMARY KEY NOT NULL,
	`origin` integer NOT NULL,
	`stream` text NOT NULL,
	`seq` integer NOT NULL,
	`here` blob NOT NULL,
	`there` blob NOT NULL,
	`at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `home_request` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`booking` text NOT NULL,
	`what` text NOT NULL,
	`party` integer,
	`actor` text NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `home_request_booking` ON `home_request` (`booking`);--> statement-breakpoint
CREATE TABLE `key_wanted` (
	`subject` text NOT NULL,
	`rid` text NOT NULL,
	`op` text NOT NULL,
	PRIMARY KEY(`subject`, `rid`)
);
--> statement-breakpoint
CREATE TABLE `node` (
	`alias` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`role` text NOT NULL,
	`branch` text,
	`incarnation` integer NOT NULL,
	`log_key` text NOT NULL,
	`slip_key` text NOT NULL,
	`box_key` text NOT NULL,
	`state` text NOT NULL,
	`heir_of` integer,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `overrun` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`booking` text NOT NULL,
	`slot` text NOT NULL,
	`pool` text NOT NULL,
	`units` integer NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `overrun_branch` ON `overrun` (`branch`,`at_ms`);--> statement-breakpoint
CREATE TABLE `peer` (
	`alias` integer PRIMARY KEY NOT NULL,
	`have` text NOT NULL,
	`heard_at_ms` integer NOT NULL,
	`ahead_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `quarantine` (
	`op` text PRIMARY KEY NOT NULL,
	`reason` text NOT NULL,
	`stamp` integer NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `right_ask` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`grp` text NOT NULL,
	`date` text NOT NULL,
	`pool` text NOT NULL,
	`of` integer NOT NULL,
	`sold` integer NOT NULL,
	`units` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `right_ask_day` ON `right_ask` (`branch`,`grp`,`date`);--> statement-breakpoint
CREATE TABLE `right_grant` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`grp` text NOT NULL,
	`date` text NOT NULL,
	`slot_minutes` integer NOT NULL,
	`pool` text NOT NULL,
	`to` integer NOT NULL,
	`units` text NOT NULL,
	`why` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `right_grant_day` ON `right_grant` (`branch`,`grp`,`date`);--> statement-breakpoint
CREATE TABLE `thaw` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`slot` text NOT NULL,
	`pool` text NOT NULL,
	`units` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `waiting` (
	`tab` integer NOT NULL,
	`rid` text NOT NULL,
	`col` integer NOT NULL,
	`h` integer NOT NULL,
	`n` integer NOT NULL,
	`stream` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`tab`, `rid`, `col`, `stream`)
);
--> statement-breakpoint
DROP INDEX `booking_ref`;--> statement-breakpoint
CREATE INDEX `booking_ref` ON `booking` (`ref`);--> statement-breakpoint
DROP INDEX `keyring_identity`;--> statement-breakpoint
ALTER TABLE `keyring` ADD `shared` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `keyring_unshared` ON `keyring` (`subject`) WHERE "keyring"."shared" = 0;--> statement-breakpoint
CREATE INDEX `keyring_identity` ON `keyring` (`identity_index`);--> statement-breakpoint
DROP INDEX `right_day`;--> statement-breakpoint
ALTER TABLE `right_` ADD `branch` text DEFAULT '' NOT NULL;--> statement-breakpoint
UPDATE `right_` SET `branch` = substr(`slot`, 1, instr(`slot`, '.') - 1);--> statement-breakpoint
CREATE INDEX `right_day` ON `right_` (`branch`,`grp`,`date`,`start_min`);--> statement-breakpoint
CREATE INDEX `allocation_cooling` ON `allocation` (`branch`,`_h`) WHERE "allocation"."state" = 'returned' and "allocation"."to" = 'cooling';--> statement-breakpoint
CREATE INDEX `mint_open` ON `mint` (`branch`,`date`,`grp`);