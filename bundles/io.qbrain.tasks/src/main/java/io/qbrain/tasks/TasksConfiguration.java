package io.qbrain.tasks;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * How this node schedules: {@code etc/io.qbrain.tasks.cfg}. Besides these, each {@code plan.ID =
 * KIND name=value ... @ SCHEDULE [in ZONE]} is a task that is made if there is none of its id.
 */
@ObjectClassDefinition(
    id = "io.qbrain.tasks",
    name = "Q-Brain tasks",
    description = "The scheduler of this node.")
@interface TasksConfiguration {

  @AttributeDefinition(
      name = "Node",
      description =
          "Name of this node in the cluster, different from the others' (QBRAIN_NODE); empty for"
              + " host name and process id.")
  String node() default "";

  @AttributeDefinition(
      name = "Threads",
      description = "How many tasks this node runs at the same time (QBRAIN_TASKS_THREADS).")
  int threads() default 2;
}
