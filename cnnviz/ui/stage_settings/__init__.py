"""What a stage can be set to, said once: the Lab, the explorer, links, lessons and help are loops over it."""
