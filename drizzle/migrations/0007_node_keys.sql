CREATE TABLE `blob_file` (
	`name` text PRIMARY KEY NOT NULL,
	`is_here` integer NOT NULL,
	`is_shared` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `blob_file_open` ON `blob_file` (`name`) WHERE "blob_file"."is_here" = 0 or "blob_file"."is_shared" = 0;--> statement-breakpoint
CREATE TABLE `erasure_heard` (
	`subject` text NOT NULL,
	`node` integer NOT NULL,
	`at_ms` integer NOT NULL,
	PRIMARY KEY(`subject`, `node`)
);
--> statement-breakpoint
CREATE TABLE `key_ask` (
	`node` integer NOT NULL,
	`log_key` text NOT NULL,
	`slip_key` text NOT NULL,
	`box_key` text NOT NULL,
	`until` text NOT NULL,
	`proof` text NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL,
	PRIMARY KEY(`node`, `log_key`)
);
--> statement-breakpoint
CREATE TABLE `node_key` (
	`alias` integer NOT NULL,
	`log_key` text NOT NULL,
	`slip_key` text NOT NULL,
	`until` text NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL,
	PRIMARY KEY(`alias`, `log_key`)
);
--> statement-breakpoint
CREATE TABLE `person_blob` (
	`name` text NOT NULL,
	`at` text NOT NULL,
	`subject` text NOT NULL,
	`bytes` integer NOT NULL,
	`sealed` blob NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL,
	PRIMARY KEY(`name`, `at`)
);
--> statement-breakpoint
CREATE INDEX `person_blob_subject` ON `person_blob` (`subject`);