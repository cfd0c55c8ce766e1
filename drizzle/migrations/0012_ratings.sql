CREATE TABLE `rating` (
	`ticket` text NOT NULL,
	`at_ms` integer NOT NULL,
	`branch` text NOT NULL,
	`mark` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL,
	PRIMARY KEY(`ticket`, `at_ms`)
);
--> statement-breakpoint
CREATE INDEX `rating_at` ON `rating` (`branch`,`at_ms`);