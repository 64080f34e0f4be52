"""What a channel looks for, drawn: patches, their pictures, and all channels of a layer by their best one."""
