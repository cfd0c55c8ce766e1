CREATE TABLE `used_twice` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`booking` text NOT NULL,
	`ref` text NOT NULL,
	`device` text NOT NULL,
	`officer` text NOT NULL,
	`at_ms` integer NOT NULL,
	`told_at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `used_twice_branch` ON `used_twice` (`branch`,`told_at_ms`);