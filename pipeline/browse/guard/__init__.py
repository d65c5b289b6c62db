"""What keeps strangers from harm: who may see what, questions that can be ended, what browsers are told not to do."""
