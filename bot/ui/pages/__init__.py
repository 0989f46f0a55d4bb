"""What people see of each feature, room by room."""
