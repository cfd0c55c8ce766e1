CREATE TABLE `allocation` (
	`booking` text NOT NULL,
	`party` integer NOT NULL,
	`rev` integer NOT NULL,
	`slot` text NOT NULL,
	`state` text NOT NULL,
	`branch` text NOT NULL,
	`pool` text NOT NULL,
	`units` integer NOT NULL,
	`to` text,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL,
	PRIMARY KEY(`booking`, `party`, `rev`, `slot`, `state`)
);
--> statement-breakpoint
CREATE TABLE `booking` (
	`id` text PRIMARY KEY NOT NULL,
	`ref` text NOT NULL,
	`branch` text NOT NULL,
	`home` integer NOT NULL,
	`grp` text NOT NULL,
	`service` text NOT NULL,
	`kind` text NOT NULL,
	`slot` text NOT NULL,
	`start_min` integer NOT NULL,
	`end_min` integer NOT NULL,
	`rev` integer NOT NULL,
	`changes` integer NOT NULL,
	`account` text NOT NULL,
	`lang` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`salt` text NOT NULL,
	`subject` text NOT NULL,
	`sealed` blob NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `booking_ref` ON `booking` (`ref`);--> statement-breakpoint
CREATE INDEX `booking_account` ON `booking` (`account`,`start_min`);--> statement-breakpoint
CREATE INDEX `booking_day` ON `booking` (`branch`,`start_min`);--> statement-breakpoint
CREATE INDEX `booking_representative` ON `booking` (`subject`) WHERE "booking"."kind" = 'employer';--> statement-breakpoint
CREATE TABLE `branch` (
	`code` text PRIMARY KEY NOT NULL,
	`doc` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `branch_hours` (
	`code` text PRIMARY KEY NOT NULL,
	`doc` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `branch_rule` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`kind` text NOT NULL,
	`from_date` text NOT NULL,
	`to_date` text,
	`doc` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `branch_rule_kind` ON `branch_rule` (`branch`,`kind`,`from_date`);--> statement-breakpoint
CREATE TABLE `burn` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`slot` text NOT NULL,
	`pool` text NOT NULL,
	`units` integer NOT NULL,
	`reason` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `calendar_change` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`what` text NOT NULL,
	`reason` text NOT NULL,
	`actor` text NOT NULL,
	`at_ms` integer NOT NULL,
	`before` text,
	`after` text,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `calendar_change_branch` ON `calendar_change` (`branch`,`at_ms`);--> statement-breakpoint
CREATE TABLE `case_note` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket` text NOT NULL,
	`branch` text NOT NULL,
	`officer` text NOT NULL,
	`at_ms` integer NOT NULL,
	`subject` text NOT NULL,
	`sealed` blob NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `case_note_ticket` ON `case_note` (`ticket`);--> statement-breakpoint
CREATE TABLE `checkin` (
	`booking` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`rev` integer NOT NULL,
	`ticket` text NOT NULL,
	`by` text NOT NULL,
	`device` text NOT NULL,
	`outcome` text NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `clk` (
	`tab` integer NOT NULL,
	`rid` text NOT NULL,
	`col` integer NOT NULL,
	`h` integer NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`tab`, `rid`, `col`)
);
--> statement-breakpoint
CREATE TABLE `closure` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`from_ms` integer NOT NULL,
	`to_ms` integer NOT NULL,
	`groups` text,
	`doc` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `closure_branch` ON `closure` (`branch`,`to_ms`);--> statement-breakpoint
CREATE TABLE `correction` (
	`id` text PRIMARY KEY NOT NULL,
	`booking` text NOT NULL,
	`party` integer NOT NULL,
	`branch` text NOT NULL,
	`rev` integer NOT NULL,
	`reason` text NOT NULL,
	`actor` text NOT NULL,
	`at_ms` integer NOT NULL,
	`subject` text NOT NULL,
	`sealed` blob NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `correction_booking` ON `correction` (`booking`);--> statement-breakpoint
CREATE TABLE `counter` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`no` integer NOT NULL,
	`name` text NOT NULL,
	`groups` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `counter_no` ON `counter` (`branch`,`no`);--> statement-breakpoint
CREATE TABLE `counter_step` (
	`counter` text NOT NULL,
	`seq` integer NOT NULL,
	`branch` text NOT NULL,
	`state` text NOT NULL,
	`officer` text,
	`groups` text NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL,
	PRIMARY KEY(`counter`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `counter_step_at` ON `counter_step` (`branch`,`at_ms`);--> statement-breakpoint
CREATE TABLE `country` (
	`code` text PRIMARY KEY NOT NULL,
	`doc` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `device_job` (
	`id` text PRIMARY KEY NOT NULL,
	`device` text NOT NULL,
	`kind` text NOT NULL,
	`payload` text NOT NULL,
	`subject` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`reason` text,
	`at_ms` integer NOT NULL,
	`sent_at_ms` integer,
	`done_at_ms` integer,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `device_job_state` ON `device_job` (`state`,`device`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `device_job_subject` ON `device_job` (`kind`,`subject`);--> statement-breakpoint
CREATE TABLE `hold` (
	`id` text PRIMARY KEY NOT NULL,
	`owner` text NOT NULL,
	`state` text NOT NULL,
	`service` text NOT NULL,
	`kind` text NOT NULL,
	`grp` text NOT NULL,
	`pool` text NOT NULL,
	`slot` text NOT NULL,
	`start_min` integer NOT NULL,
	`end_min` integer NOT NULL,
	`parties` integer NOT NULL,
	`units` text NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `hold_expires` ON `hold` (`expires_at_ms`);--> statement-breakpoint
CREATE INDEX `hold_owner` ON `hold` (`owner`);--> statement-breakpoint
CREATE TABLE `holiday` (
	`code` text PRIMARY KEY NOT NULL,
	`doc` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `hours_pattern` (
	`code` text PRIMARY KEY NOT NULL,
	`doc` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `icao_code` (
	`code` text PRIMARY KEY NOT NULL,
	`doc` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `idempotency` (
	`owner` text NOT NULL,
	`key` text NOT NULL,
	`route` text NOT NULL,
	`body_hash` text NOT NULL,
	`answer` text NOT NULL,
	`at_ms` integer NOT NULL,
	PRIMARY KEY(`key`, `owner`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_at` ON `idempotency` (`at_ms`);--> statement-breakpoint
CREATE TABLE `keyring` (
	`subject` text PRIMARY KEY NOT NULL,
	`key_id` integer NOT NULL,
	`wrapped` blob NOT NULL,
	`identity_index` text,
	`at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `keyring_identity` ON `keyring` (`identity_index`);--> statement-breakpoint
CREATE TABLE `log_open` (
	`stream` text NOT NULL,
	`seq` integer NOT NULL,
	`stamp` integer NOT NULL,
	`commit_id` text NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`stream`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `mint` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`grp` text NOT NULL,
	`date` text NOT NULL,
	`slot_minutes` integer NOT NULL,
	`pools` text NOT NULL,
	`starts` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `mint_day` ON `mint` (`branch`,`grp`,`date`);--> statement-breakpoint
CREATE TABLE `notice` (
	`id` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`subject` text NOT NULL,
	`booking_id` text NOT NULL,
	`sealed` blob NOT NULL,
	`state` text NOT NULL,
	`at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `notice_state` ON `notice` (`state`,`id`);--> statement-breakpoint
CREATE TABLE `offer` (
	`booking` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`reason` text NOT NULL,
	`state` text NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `party` (
	`booking` text NOT NULL,
	`no` integer NOT NULL,
	`branch` text NOT NULL,
	`service` text NOT NULL,
	`account` text NOT NULL,
	`state` text NOT NULL,
	`verified` integer NOT NULL,
	`contested` integer NOT NULL,
	`subject` text NOT NULL,
	`sealed` blob NOT NULL,
	`identity_index` text,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL,
	PRIMARY KEY(`booking`, `no`)
);
--> statement-breakpoint
CREATE INDEX `party_identity` ON `party` (`identity_index`,`service`);--> statement-breakpoint
CREATE TABLE `ramadan` (
	`code` text PRIMARY KEY NOT NULL,
	`doc` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `rate_limit` (
	`bucket` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`ends_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `rate_limit_ends` ON `rate_limit` (`ends_ms`);--> statement-breakpoint
CREATE TABLE `reaction` (
	`op` text NOT NULL,
	`name` text NOT NULL,
	PRIMARY KEY(`op`, `name`)
);
--> statement-breakpoint
CREATE TABLE `right_` (
	`slot` text NOT NULL,
	`pool` text NOT NULL,
	`node` integer NOT NULL,
	`grp` text NOT NULL,
	`date` text NOT NULL,
	`start_min` integer NOT NULL,
	`slot_minutes` integer NOT NULL,
	`avail` integer NOT NULL,
	`held` integer NOT NULL,
	`pending` integer NOT NULL,
	`spent` integer NOT NULL,
	`cooling` integer NOT NULL,
	`granted` integer NOT NULL,
	`burned` integer NOT NULL,
	`minted` integer NOT NULL,
	`received` integer NOT NULL,
	PRIMARY KEY(`slot`, `pool`, `node`),
	CONSTRAINT "right_never_negative" CHECK("right_"."avail" >= 0 and "right_"."held" >= 0 and "right_"."pending" >= 0 and "right_"."spent" >= 0 and "right_"."cooling" >= 0),
	CONSTRAINT "right_identity" CHECK("right_"."avail" + "right_"."cooling" + "right_"."held" + "right_"."pending" + "right_"."spent" + "right_"."granted" + "right_"."burned" = "right_"."minted" + "right_"."received")
);
--> statement-breakpoint
CREATE INDEX `right_day` ON `right_` (`grp`,`date`,`start_min`);--> statement-breakpoint
CREATE TABLE `schedule` (
	`id` text PRIMARY KEY NOT NULL,
	`task` text NOT NULL,
	`due_ms` integer NOT NULL,
	`payload` text NOT NULL,
	`attempts` integer NOT NULL,
	`last_error` text
);
--> statement-breakpoint
CREATE INDEX `schedule_due` ON `schedule` (`due_ms`);--> statement-breakpoint
CREATE TABLE `service` (
	`code` text PRIMARY KEY NOT NULL,
	`doc` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `service_group` (
	`code` text PRIMARY KEY NOT NULL,
	`doc` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `state` (
	`code` text PRIMARY KEY NOT NULL,
	`doc` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `stream_head` (
	`stream` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`stamp` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `ticket` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`day` text NOT NULL,
	`prefix` text NOT NULL,
	`no` integer NOT NULL,
	`booking` text,
	`service` text NOT NULL,
	`source` text NOT NULL,
	`lane` text NOT NULL,
	`claims` text NOT NULL,
	`people` integer NOT NULL,
	`lang` text NOT NULL,
	`issued_at_ms` integer NOT NULL,
	`appointment_at_ms` integer,
	`stages` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ticket_number` ON `ticket` (`branch`,`day`,`prefix`,`no`);--> statement-breakpoint
CREATE INDEX `ticket_booking` ON `ticket` (`booking`);--> statement-breakpoint
CREATE TABLE `ticket_now` (
	`ticket` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`day` text NOT NULL,
	`grp` text NOT NULL,
	`seq` integer NOT NULL,
	`state` text NOT NULL,
	`stage` text NOT NULL,
	`lane` text NOT NULL,
	`counter` text,
	`at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `ticket_now_state` ON `ticket_now` (`branch`,`day`,`state`);--> statement-breakpoint
CREATE INDEX `ticket_now_counter` ON `ticket_now` (`counter`,`state`);--> statement-breakpoint
CREATE TABLE `ticket_series` (
	`branch` text NOT NULL,
	`day` text NOT NULL,
	`prefix` text NOT NULL,
	`no` integer NOT NULL,
	PRIMARY KEY(`branch`, `day`, `prefix`)
);
--> statement-breakpoint
CREATE TABLE `ticket_step` (
	`ticket` text NOT NULL,
	`seq` integer NOT NULL,
	`branch` text NOT NULL,
	`doc` text NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL,
	PRIMARY KEY(`ticket`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `ticket_step_told` ON `ticket_step` (`branch`,`_h`) WHERE json_extract("ticket_step"."doc", '$.kind') in ('call', 'recall', 'finish', 'undo');--> statement-breakpoint
CREATE INDEX `ticket_step_commit` ON `ticket_step` (`_h`);--> statement-breakpoint
CREATE TABLE `weekend_rule` (
	`code` text PRIMARY KEY NOT NULL,
	`doc` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
