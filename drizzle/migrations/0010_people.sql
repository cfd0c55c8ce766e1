CREATE TABLE `hall_event` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`kind` text NOT NULL,
	`doc` text NOT NULL,
	`by` text NOT NULL,
	`at_ms` integer NOT NULL,
	`until_ms` integer,
	`ended_at_ms` integer,
	`ended_by` text,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `hall_event_at` ON `hall_event` (`branch`,`at_ms`);--> statement-breakpoint
CREATE TABLE `reminder` (
	`booking` text NOT NULL,
	`start_min` integer NOT NULL,
	`before_min` integer NOT NULL,
	`branch` text NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL,
	PRIMARY KEY(`booking`, `start_min`, `before_min`)
);
