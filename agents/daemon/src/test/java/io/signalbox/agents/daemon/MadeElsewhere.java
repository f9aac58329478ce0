package io.signalbox.agents.daemon;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** A constructor call that makes one of these. */
final class MadeElsewhere extends DescribedPredicate<JavaConstructorCall> {
    private final Set<String> made;

    MadeElsewhere(Class<?>... made) {
        super("makes one of %s", Arrays.toString(made));
        this.made = Arrays.stream(made).map(Class::getName).collect(Collectors.toSet());
    }

    @Override
    public boolean test(JavaConstructorCall call) {
        boolean byItself = call.getOriginOwner().equals(call.getTargetOwner());
        return !byItself && made.contains(call.getTargetOwner().getName());
    }
}
