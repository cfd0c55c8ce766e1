CREATE TABLE `biometric` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`kind` text NOT NULL,
	`blob` text NOT NULL,
	`purpose` text NOT NULL,
	`keep_until_ms` integer NOT NULL,
	`officer` text NOT NULL,
	`device` text,
	`subject` text NOT NULL,
	`sealed` blob NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `biometric_subject` ON `biometric` (`subject`,`kind`,`at_ms`);--> statement-breakpoint
CREATE INDEX `biometric_keep` ON `biometric` (`keep_until_ms`);--> statement-breakpoint
CREATE TABLE `gate_command` (
	`id` text PRIMARY KEY NOT NULL,
	`lane` text NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`passage` text,
	`state` text NOT NULL,
	`reason` text,
	`at_ms` integer NOT NULL,
	`done_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `gate_command_sent` ON `gate_command` (`state`) WHERE "gate_command"."state" = 'sent';--> statement-breakpoint
CREATE INDEX `gate_command_at` ON `gate_command` (`at_ms`);--> statement-breakpoint
CREATE TABLE `gate_shift` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`what` text NOT NULL,
	`officer` text NOT NULL,
	`to` text,
	`doc` text NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `gate_shift_at` ON `gate_shift` (`branch`,`at_ms`);--> statement-breakpoint
CREATE TABLE `lane` (
	`branch` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`purpose` text NOT NULL,
	`direction` text NOT NULL,
	`wide` integer NOT NULL,
	`mode` text NOT NULL,
	`reason` text NOT NULL,
	`by` text NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL,
	PRIMARY KEY(`branch`, `id`)
);
--> statement-breakpoint
CREATE TABLE `lane_alarm` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`lane` text NOT NULL,
	`kind` text NOT NULL,
	`first_ms` integer NOT NULL,
	`last_ms` integer NOT NULL,
	`times` integer NOT NULL,
	`state` text NOT NULL,
	`by` text,
	`ended_ms` integer,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `lane_alarm_state` ON `lane_alarm` (`branch`,`state`);--> statement-breakpoint
CREATE INDEX `lane_alarm_first` ON `lane_alarm` (`branch`,`first_ms`);--> statement-breakpoint
CREATE TABLE `lane_day` (
	`branch` text NOT NULL,
	`lane` text NOT NULL,
	`day` text NOT NULL,
	`doc` text NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL,
	PRIMARY KEY(`branch`, `lane`, `day`)
);
--> statement-breakpoint
CREATE TABLE `lane_reading` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`lane` text NOT NULL,
	`boot` integer NOT NULL,
	`passages` integer NOT NULL,
	`rejects` integer NOT NULL,
	`why` text NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `lane_reading_lane` ON `lane_reading` (`branch`,`lane`,`at_ms`);--> statement-breakpoint
CREATE TABLE `movement` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`kind` text NOT NULL,
	`way` text NOT NULL,
	`lane` text,
	`passage` text,
	`officer` text,
	`second` text,
	`sensor` integer,
	`nationality` text,
	`subject` text NOT NULL,
	`sealed` blob NOT NULL,
	`at_ms` integer NOT NULL,
	`document_index` text,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `movement_subject` ON `movement` (`subject`);--> statement-breakpoint
CREATE INDEX `movement_document` ON `movement` (`document_index`);--> statement-breakpoint
CREATE TABLE `passage` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`lane` text NOT NULL,
	`purpose` text NOT NULL,
	`direction` text NOT NULL,
	`document` text NOT NULL,
	`decision` text NOT NULL,
	`reasons` text NOT NULL,
	`checks` text NOT NULL,
	`nationality` text,
	`age_band` text,
	`seq` integer,
	`boot` integer,
	`token` text,
	`of` text,
	`officer` text,
	`second` text,
	`drill` integer NOT NULL,
	`subject` text NOT NULL,
	`sealed` blob NOT NULL,
	`read_at_ms` integer NOT NULL,
	`at_ms` integer NOT NULL,
	`document_index` text,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `passage_at` ON `passage` (`branch`,`at_ms`);--> statement-breakpoint
CREATE INDEX `passage_subject` ON `passage` (`subject`) WHERE "passage"."document_index" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `passage_token` ON `passage` (`token`) WHERE "passage"."token" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `passage_end` (
	`passage` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`lane` text NOT NULL,
	`outcome` text NOT NULL,
	`reason` text,
	`sensor` integer,
	`boot` integer,
	`lane_ms` integer,
	`own_ms` integer NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `passage_end_at` ON `passage_end` (`branch`,`at_ms`);--> statement-breakpoint
CREATE TABLE `referral_now` (
	`passage` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`seq` integer NOT NULL,
	`state` text NOT NULL,
	`officer` text,
	`at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `referral_now_state` ON `referral_now` (`branch`,`state`,`at_ms`);--> statement-breakpoint
CREATE TABLE `referral_step` (
	`passage` text NOT NULL,
	`seq` integer NOT NULL,
	`branch` text NOT NULL,
	`doc` text NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL,
	PRIMARY KEY(`passage`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `list_entry` (
	`build` integer NOT NULL,
	`hash` blob NOT NULL,
	`code` integer NOT NULL,
	PRIMARY KEY(`build`, `hash`)
);
--> statement-breakpoint
CREATE TABLE `list_now` (
	`list` text PRIMARY KEY NOT NULL,
	`build` integer NOT NULL,
	`version` integer NOT NULL,
	`key_version` integer NOT NULL,
	`entries` integer NOT NULL,
	`made_at_ms` integer NOT NULL,
	`max_age_ms` integer NOT NULL,
	`doc` text
);
--> statement-breakpoint
CREATE TABLE `recheck` (
	`id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`about` text NOT NULL,
	`subject` text NOT NULL,
	`sealed` blob NOT NULL,
	`attempts` integer NOT NULL,
	`due_ms` integer NOT NULL,
	`until_ms` integer NOT NULL,
	`at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `recheck_due` ON `recheck` (`due_ms`);--> statement-breakpoint
CREATE INDEX `recheck_subject` ON `recheck` (`subject`);--> statement-breakpoint
CREATE TABLE `registry_answer` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`source` text NOT NULL,
	`purpose` text NOT NULL,
	`basis` text NOT NULL,
	`by` text NOT NULL,
	`state` text NOT NULL,
	`answered_at_ms` integer,
	`age_ms` integer,
	`took_ms` integer NOT NULL,
	`key_id` text,
	`digest` text NOT NULL,
	`about` text NOT NULL,
	`subject` text NOT NULL,
	`sealed` blob NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `registry_answer_about` ON `registry_answer` (`about`);--> statement-breakpoint
CREATE INDEX `registry_answer_at` ON `registry_answer` (`branch`,`at_ms`);--> statement-breakpoint
CREATE INDEX `registry_answer_subject` ON `registry_answer` (`subject`);--> statement-breakpoint
CREATE TABLE `registry_cache` (
	`source` text NOT NULL,
	`question` text NOT NULL,
	`sealed` blob NOT NULL,
	`subject` text NOT NULL,
	`answered_at_ms` integer NOT NULL,
	`until_ms` integer NOT NULL,
	PRIMARY KEY(`source`, `question`)
);
--> statement-breakpoint
CREATE INDEX `registry_cache_until` ON `registry_cache` (`until_ms`);--> statement-breakpoint
CREATE INDEX `registry_cache_subject` ON `registry_cache` (`subject`);--> statement-breakpoint
CREATE TABLE `screening_key` (
	`version` integer NOT NULL,
	`node` integer NOT NULL,
	`sealed` blob NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL,
	PRIMARY KEY(`version`, `node`)
);
--> statement-breakpoint
CREATE TABLE `screening_list` (
	`list` text NOT NULL,
	`version` integer NOT NULL,
	`base` integer NOT NULL,
	`key_version` integer NOT NULL,
	`parts` integer NOT NULL,
	`entries` integer NOT NULL,
	`digest` text NOT NULL,
	`made_at_ms` integer NOT NULL,
	`max_age_ms` integer NOT NULL,
	`source` text NOT NULL,
	`source_digest` text NOT NULL,
	`by` text NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL,
	PRIMARY KEY(`list`, `version`)
);
--> statement-breakpoint
CREATE TABLE `screening_part` (
	`list` text NOT NULL,
	`version` integer NOT NULL,
	`no` integer NOT NULL,
	`adds` blob NOT NULL,
	`removes` blob NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL,
	PRIMARY KEY(`list`, `version`, `no`)
);
