CREATE TABLE `master_change` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`code` text NOT NULL,
	`from_date` text NOT NULL,
	`doc` text NOT NULL,
	`reason` text NOT NULL,
	`by` text NOT NULL,
	`at_ms` integer NOT NULL,
	`withdrawn_at_ms` integer,
	`withdrawn_by` text,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `master_change_code` ON `master_change` (`kind`,`code`,`from_date`);--> statement-breakpoint
CREATE TABLE `pulse_sample` (
	`at_ms` integer NOT NULL,
	`branch` text NOT NULL,
	`waiting` integer NOT NULL,
	`numbers` integer NOT NULL,
	`served` integer NOT NULL,
	PRIMARY KEY(`at_ms`, `branch`)
);
