"""Reading the files that other services let people export: one module a service."""
